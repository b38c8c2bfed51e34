import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { openDevice } from '../../device';
import { accumulate } from '.';

beforeAll(async () => {
  await openDevice({ preferred: 'cpu', onFailure: () => {} });
});

test('the first replaces whatever was there, the next are added; a number by step is asked anew', async () => {
  const sum = tf.variable(tf.tensor1d([Number.NaN, 7]));
  let first = 1;
  for (const x of [
    [1, 2],
    [3, 4],
    [5, -6],
  ]) {
    accumulate(sum, tf.tensor1d(x), () => first);
    first = 0;
  }
  expect([...(await sum.data())]).toEqual([9, 0]);
});

test('another size is refused', () => {
  expect(() => accumulate(tf.zeros([2]), tf.zeros([3]), 0)).toThrow(LoamError);
});
