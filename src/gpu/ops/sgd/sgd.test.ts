import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { flatLayout } from '../../flat/layout';
import { describeOptimizerReference } from '../../flat/testing/optimizer-suite';
import type { Numbers } from '../../numbers';
import { sgd } from '.';
import { cases, usual } from './cases';
import { type SgdSettings, sgdReference } from './reference';

describeOptimizerReference('sgd', cases);

const layout = flatLayout([
  { name: 'matrix', shape: [1] },
  { name: 'bias', shape: [1] },
]);
const step = (settings: Partial<SgdSettings>, velocity: number) => {
  const flat = (value: number) => new Float64Array(layout.size).fill(value);
  const given = { parameter: flat(2), gradient: flat(6), velocity: flat(velocity) };
  const all = { learningRate: 0.1, momentum: 0.5, nesterov: false, weightDecay: 0.5, ...settings };
  const after = sgdReference(given, 0.5, all, layout, new Set(['matrix']));
  return [after.parameter[0], after.parameter[64], after.velocity[0]];
};

test('one step by hand: velocity 0.5 * 4 + 3 = 5, decay 0.1 on the matrix only', () => {
  expect(step({}, 4)).toEqual([expect.closeTo(2 - 0.5 - 0.1, 14), expect.closeTo(2 - 0.5, 14), 5]);
});

test('Nesterov moves by g + momentum * velocity = 3 + 2.5', () => {
  expect(step({ nesterov: true }, 4)[1]).toBeCloseTo(2 - 0.55, 14);
});

test('without momentum it is gradient descent', () => {
  expect(step({ momentum: 0 }, 4)[1]).toBeCloseTo(2 - 0.3, 14);
});

test('at a constant rate it is the paper’s: v = momentum v - rate g, x = x + v', () => {
  const gradients = [3, -1, 2, 0.5];
  let [x, v] = [1, 0];
  let velocity: Numbers = new Float64Array(layout.size);
  let mine: Numbers = new Float64Array(layout.size).fill(1);
  for (const g of gradients) {
    v = 0.9 * v - 0.1 * g;
    x += v;
    const given = { parameter: mine, gradient: new Float64Array(layout.size).fill(g), velocity };
    const all = { ...usual, learningRate: 0.1, weightDecay: 0 };
    ({ parameter: mine, velocity } = sgdReference(given, 1, all, layout, new Set()));
  }
  expect(mine[0]).toBeCloseTo(x, 14);
});

test('a gradient of another size is refused', () => {
  const zeros = () => tf.zeros([layout.size]);
  const tensors = { parameter: zeros(), velocity: zeros(), gradient: tf.zeros([64]), gradientScale: tf.scalar(1) };
  expect(() => sgd(tensors, layout, new Set(), usual)).toThrow(LoamError);
});
