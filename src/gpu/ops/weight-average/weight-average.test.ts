import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { openDevice } from '../../device';
import { keptShare, weightAverage } from '.';

beforeAll(async () => {
  await openDevice({ preferred: 'cpu', onFailure: () => {} });
});

test('early averages keep little, later ones what was asked for', () => {
  expect(keptShare({ memory: 0.99, step: 1 })).toBeCloseTo(2 / 11, 15);
  expect(keptShare({ memory: 0.99, step: 100 })).toBeCloseTo(101 / 110, 15);
  expect(keptShare({ memory: 0.99, step: 1000 })).toBe(0.99);
  expect(keptShare({ memory: 0, step: () => 5 })).toBe(0);
});

test('moves by 1 - memory of the way to the weights', async () => {
  const average = tf.variable(tf.tensor1d([1, -1]));
  weightAverage(average, tf.tensor1d([3, 0]), { memory: 0.5, step: 1000 });
  expect([...(await average.data())]).toEqual([2, -0.5]);
});

test('another size is refused', () => {
  expect(() => weightAverage(tf.zeros([2]), tf.zeros([3]), { memory: 0.5, step: 1 })).toThrow(LoamError);
});
