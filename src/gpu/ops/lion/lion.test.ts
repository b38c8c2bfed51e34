import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { flatLayout } from '../../flat/layout';
import { describeOptimizerReference } from '../../flat/testing/optimizer-suite';
import { lion } from '.';
import { cases, usual } from './cases';
import { lionReference } from './reference';

describeOptimizerReference('lion', cases);

const layout = flatLayout([
  { name: 'matrix', shape: [3] },
  { name: 'bias', shape: [1] },
]);

test('one step by hand: the sign of the blend, not of the gradient; zeros stay; decay on the matrix only', () => {
  const flat = (...values: number[]) => Float64Array.from({ length: layout.size }, (_, i) => values[i] ?? 0);
  const [parameter, gradient, m] = [flat(2, 2, 2), flat(8, -0.5, 0), flat(0, 1, 0)];
  parameter[64] = 2;
  gradient[64] = 0.001;
  const settings = { learningRate: 0.1, beta1: 0.9, beta2: 0.99, weightDecay: 0.5 };
  const after = lionReference({ parameter, gradient, m }, 0.5, settings, layout, new Set(['matrix']));
  expect([...after.parameter.subarray(0, 3)]).toEqual([
    expect.closeTo(2 - 0.1 - 0.1, 14),
    // 0.9 * 1 - 0.1 * 0.25 is above 0.
    expect.closeTo(2 - 0.1 - 0.1, 14),
    expect.closeTo(2 - 0.1, 14),
  ]);
  expect(after.parameter[64]).toBeCloseTo(2 - 0.1, 14);
  expect(after.m[0]).toBeCloseTo(0.04, 14);
  expect(after.m[1]).toBeCloseTo(0.99 - 0.0025, 14);
});

test('a gradient of another size is refused', () => {
  const zeros = () => tf.zeros([layout.size]);
  const tensors = { parameter: zeros(), m: zeros(), gradient: tf.zeros([64]), gradientScale: tf.scalar(1) };
  expect(() => lion(tensors, layout, new Set(), usual)).toThrow(LoamError);
});
