import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { openDevice } from '../../device';
import { assign } from '.';

beforeAll(async () => {
  await openDevice({ preferred: 'cpu', onFailure: () => {} });
});

test('the target has the other’s numbers and does not follow it', async () => {
  const target = tf.variable(tf.zeros([3]));
  const x = tf.variable(tf.tensor1d([1, -2, 3]));
  assign(target, x);
  x.assign(tf.zeros([3]));
  expect([...(await target.data())]).toEqual([1, -2, 3]);
});

test('another size is refused', () => {
  expect(() => assign(tf.zeros([2]), tf.zeros([3]))).toThrow(LoamError);
});
