import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { openDevice } from '../../device';
import { appendKeyValues } from '.';
import { cases, expectAppended } from './cases';
import { appendReference } from './reference';

beforeAll(async () => {
  await openDevice({ preferred: 'cpu', onFailure: () => {} });
});

test('the last columns of new rows go behind those that are there', () => {
  const sizes = { batch: 2, time: 1, capacity: 3, columns: 3, kept: 2 };
  const cache = Float64Array.of(1, 2, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0);
  const next = appendReference(cache, Float64Array.of(9, 5, 6, 9, 7, 8), sizes, 1);
  expect([...next]).toEqual([1, 2, 5, 6, 0, 0, 3, 4, 7, 8, 0, 0]);
});

for (const one of cases) test(one.name, () => expectAppended(one));

test('what does not fit is refused', () => {
  const options = { batchSize: 1, heads: 2, keyHeads: 1, offset: 0 };
  expect(() => appendKeyValues(tf.zeros([3, 2]), tf.zeros([1, 5]), options)).toThrow(LoamError);
  expect(() => appendKeyValues(tf.zeros([3, 3]), tf.zeros([1, 4]), options)).toThrow(LoamError);
  expect(() => appendKeyValues(tf.zeros([3, 2]), tf.zeros([1, 4]), { ...options, batchSize: 2 })).toThrow(LoamError);
  expect(() => appendKeyValues(tf.zeros([3, 2]), tf.zeros([2, 4]), { ...options, offset: 2 })).toThrow(LoamError);
});
