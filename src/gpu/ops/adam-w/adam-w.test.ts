import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { openDevice } from '../../device';
import { expectClose } from '../../testing/close';
import { adamW } from '.';
import { cases } from './cases';
import { adamWReference } from './reference';
import { tenSteps, tenStepsReference } from './ten-steps';

beforeAll(async () => {
  await openDevice({ preferred: 'cpu', onFailure: () => {} });
});

test('the first step moves by the learning rate, against the sign, after decay', () => {
  const settings = { learningRate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 0, weightDecay: 0.5, step: 1 };
  const zero = new Float64Array(2);
  const states = { parameter: Float64Array.of(1, -2), gradient: Float64Array.of(3, -4), m: zero, v: zero };
  const { parameter, m, v } = adamWReference(states, 1, settings);
  expect(parameter[0]).toBeCloseTo(1 - 0.05 - 0.1, 14);
  expect(parameter[1]).toBeCloseTo(-2 + 0.1 + 0.1, 14);
  expect(m[0]).toBeCloseTo(0.3, 14);
  expect(v[1]).toBeCloseTo(0.16, 14);
});

test('clipping scales the gradient, not the decay', () => {
  const settings = { learningRate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.5, step: 3 };
  const state = { parameter: Float64Array.of(1), m: Float64Array.of(0.2), v: Float64Array.of(0.3) };
  const half = adamWReference({ ...state, gradient: Float64Array.of(4) }, 0.5, settings);
  expect(half).toEqual(adamWReference({ ...state, gradient: Float64Array.of(2) }, 1, settings));
});

for (const one of cases) {
  test(`ten steps on the cpu backend: ${one.name}`, async () => {
    const before = tf.memory().numTensors;
    const [actual, expected] = [await tenSteps(one), tenStepsReference(one)];
    expect(tf.memory().numTensors).toBe(before);
    // State is rounded to float32 (6e-8) at each of ten steps.
    for (const name of ['parameter', 'm', 'v'] as const) {
      expectClose(name, actual[name], expected[name], { absolute: 1e-6, relative: 2e-6 });
    }
  });
}

test('the array a parameter was made from is not written to', () => {
  const mine = Float32Array.of(1, 2);
  const [parameter, gradient, m, v] = [tf.tensor(mine), tf.ones([2]), tf.zeros([2]), tf.zeros([2])];
  adamW({ parameter, gradient, m, v }, { ...(cases[0]?.settings ?? expect.fail()), step: 1 });
  expect([...mine]).toEqual([1, 2]);
});

test('a gradient of another size is refused', () => {
  const [parameter, m, v] = [tf.zeros([2]), tf.zeros([2]), tf.zeros([2])];
  const settings = { ...(cases[0]?.settings ?? expect.fail()), step: 1 };
  expect(() => adamW({ parameter, gradient: tf.zeros([3]), m, v }, settings)).toThrow(LoamError);
});
