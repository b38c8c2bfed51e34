import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { describeOptimizerReference } from '../../flat/testing/optimizer-suite';
import { adafactor } from '.';
import { cases, layoutsOf, usual } from './cases';
import { paperUpdate } from './paper';
import { memory } from './reference';

// Moments and figures are rounded to float32 (6e-8) at each of ten steps.
describeOptimizerReference('adafactor', cases, { absolute: 1e-6, relative: 4e-6 });

describe('the paper’s update', () => {
  const layouts = layoutsOf([2, 2], [2]);
  const flat = (...values: number[]) => Float64Array.from({ length: 128 }, (_, i) => values[i] ?? 0);
  const gradient = flat(2, 2, 4, 4);
  gradient.set([3, -5], 64);
  const zeros = { rows: flat(), columns: flat(), full: flat() };
  const first = (settings = {}) =>
    paperUpdate({ parameter: flat(), gradient, ...zeros }, 1, layouts, new Set(), { ...usual, ...settings, step: 1 });

  test('forgets everything at first: means of squares, and a step of the rate against the sign', () => {
    const { rows, columns, full, parameter } = first();
    expect([rows[0], rows[1], columns[0], columns[1]]).toEqual([4, 16, 10, 10]);
    expect([full[0], full[1]]).toEqual([9, 25]);
    // Of rank one, so that the product is exact: every element of the update is 1 in size, whose root mean square is not clipped.
    for (const [i, value] of [-0.01, -0.01, -0.01, -0.01].entries()) expect(parameter[i]).toBeCloseTo(value, 14);
    expect(parameter[64]).toBeCloseTo(-0.01, 14);
    expect(parameter[65]).toBeCloseTo(0.01, 14);
  });

  test('clips by the root mean square of the update, not of the gradient', () => {
    expect(first({ threshold: 0.25 }).parameter[0]).toBeCloseTo(-0.0025, 14);
    expect(first({ threshold: 4 }).parameter[0]).toBeCloseTo(-0.01, 14);
  });

  test('remembers 1 - t^-0.8', () => {
    expect(memory(1, 0.8)).toBe(0);
    expect(memory(32, 0.8)).toBeCloseTo(1 - 1 / 16, 14);
  });
});

test('tensors of other sizes are refused', () => {
  const layouts = layoutsOf([2, 2], [2]);
  const zeros = () => tf.zeros([128]);
  const tensors = {
    parameter: zeros(),
    gradient: zeros(),
    rows: tf.zeros([64]),
    columns: tf.zeros([64]),
    full: zeros(),
  };
  const given = { ...tensors, gradientScale: tf.scalar(1) };
  expect(() => adafactor(given, layouts, new Set(), { ...usual, step: 1 })).toThrow(LoamError);
});
