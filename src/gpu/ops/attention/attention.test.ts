import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { describeReference } from '../../testing/reference-suite';
import { attention } from '.';
import { cases } from './cases';
import { attentionReference } from './reference';

describeReference('attention', cases);

test('the first row copies its value; equal keys average the values', () => {
  const sizes = { batch: 1, heads: 2, keyHeads: 1, time: 2, keys: 2, headSize: 1, offset: 0 };
  const out = attentionReference(Float64Array.of(3, 1, 5, 9), Float64Array.of(2, 2), Float64Array.of(10, 20), sizes);
  expect([...out]).toEqual([10, 15, 10, 15]);
});

test('heads that do not divide and rows beyond the keys are refused', () => {
  const zeros = (heads: number, time: number) => tf.zeros([1, heads, time, 2]);
  expect(() => attention(zeros(3, 2), zeros(2, 2), zeros(2, 2), { offset: 0 })).toThrow(LoamError);
  expect(() => attention(zeros(2, 3), zeros(2, 2), zeros(2, 2), { offset: 0 })).toThrow(LoamError);
});
