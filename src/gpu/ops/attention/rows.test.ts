import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { describeReference } from '../../testing/reference-suite';
import { cachedAttention, packedAttention, rowAttention } from '.';
import { cachedCases, cachedName, expectCached } from './cached-cases';
import { views } from './rows';
import { cases } from './rows-cases';
import { rowAttentionReference } from './rows-reference';

describeReference('attention over rows', cases);

describe('attention over a cache, reference', () => {
  // One rounding to float32.
  for (const one of cachedCases) test(cachedName(one), () => expectCached(one, { absolute: 1e-6, relative: 2e-6 }));
});

test('the first row copies its value; equal keys average the values; a row without keys is zero', () => {
  const sizes = { batch: 1, heads: 2, keyHeads: 1, time: 2, keys: 2, headSize: 1, causal: true, offset: 0 };
  // Columns: two queries, a key, a value.
  const values = Float64Array.of(3, 5, 2, 10, 1, 9, 2, 20);
  const view = views('packed', sizes);
  const operands = { q: { values, view: view.q }, k: { values, view: view.k }, v: { values, view: view.v } };
  expect([...rowAttentionReference({ ...sizes, ...operands })]).toEqual([10, 10, 15, 15]);
  const none = { ...sizes, ...operands, lengths: Float64Array.of(0) };
  expect([...rowAttentionReference(none)]).toEqual([0, 0, 0, 0]);
});

test('what does not fit together is refused', () => {
  const options = { batchSize: 1, heads: 2, keyHeads: 1, mask: 'causal' } as const;
  const zeros = (rows: number, columns: number) => tf.zeros([rows, columns]);
  expect(() => packedAttention(zeros(2, 7), options)).toThrow(LoamError);
  expect(() => packedAttention(zeros(3, 8), { ...options, batchSize: 2 })).toThrow(LoamError);
  expect(() => packedAttention(zeros(2, 8), { ...options, heads: 3, keyHeads: 2 })).toThrow(LoamError);
  expect(() => packedAttention(zeros(2, 4 * 257), options)).toThrow(LoamError);
  expect(() => packedAttention(zeros(2, 8), { ...options, keyLengths: tf.tensor1d([1, 2], 'int32') })).toThrow(
    LoamError,
  );
  expect(() => rowAttention(zeros(3, 4), zeros(2, 2), zeros(2, 2), options)).toThrow(LoamError);
  expect(() => rowAttention(zeros(2, 4), zeros(2, 2), zeros(3, 2), options)).toThrow(LoamError);
  expect(() => rowAttention(zeros(2, 4), zeros(2, 3), zeros(2, 3), options)).toThrow(LoamError);
  expect(() => cachedAttention(zeros(1, 4), zeros(4, 2), { ...options, offset: 4 })).toThrow(LoamError);
});
