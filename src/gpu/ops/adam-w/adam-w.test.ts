import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { flatLayout } from '../../flat/layout';
import { describeOptimizerReference } from '../../flat/testing/optimizer-suite';
import { adamW } from '.';
import { cases, usual } from './cases';
import { adamWReference } from './reference';

describeOptimizerReference('adamW', cases);

const layout = flatLayout([
  { name: 'matrix', shape: [2] },
  { name: 'bias', shape: [1] },
]);
const decayed = new Set(['matrix']);
const at = (...values: [number, number, number]) => {
  const flat = new Float64Array(layout.size);
  [flat[0], flat[1], flat[64]] = values;
  return flat;
};

test('the first step moves by the learning rate, against the sign, after decay of what is decayed', () => {
  const settings = { learningRate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 0, weightDecay: 0.5, step: 1 };
  const states = { parameter: at(1, -2, 1), gradient: at(3, -4, 3), m: at(0, 0, 0), v: at(0, 0, 0) };
  const { parameter, m, v } = adamWReference(states, 1, settings, layout, decayed);
  expect(parameter[0]).toBeCloseTo(1 - 0.05 - 0.1, 14);
  expect(parameter[1]).toBeCloseTo(-2 + 0.1 + 0.1, 14);
  expect(parameter[64]).toBeCloseTo(1 - 0.1, 14);
  expect(m[0]).toBeCloseTo(0.3, 14);
  expect(v[1]).toBeCloseTo(0.16, 14);
});

test('clipping scales the gradient, not the decay', () => {
  const settings = { learningRate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.5, step: 3 };
  const state = { parameter: at(1, 1, 1), m: at(0.2, 0, 0), v: at(0.3, 0, 0) };
  const half = adamWReference({ ...state, gradient: at(4, 4, 4) }, 0.5, settings, layout, decayed);
  expect(half).toEqual(adamWReference({ ...state, gradient: at(2, 2, 2) }, 1, settings, layout, decayed));
});

const tensors = (size: number) => ({
  parameter: tf.zeros([layout.size]),
  gradient: tf.ones([size]),
  m: tf.zeros([layout.size]),
  v: tf.zeros([layout.size]),
  gradientScale: tf.scalar(1),
});

test('the array a parameter was made from is not written to', () => {
  const mine = new Float32Array(layout.size).fill(1);
  adamW({ ...tensors(layout.size), parameter: tf.tensor1d(mine) }, layout, decayed, { ...usual, step: 1 });
  expect(new Set(mine)).toEqual(new Set([1]));
});

test('a gradient of another size is refused', () => {
  expect(() => adamW(tensors(layout.size - 1), layout, decayed, { ...usual, step: 1 })).toThrow(LoamError);
});
