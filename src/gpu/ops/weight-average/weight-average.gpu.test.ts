import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { expectClose } from '../../testing/close';
import { useTestDevice } from '../../testing/kernel-suite';
import { floats } from '../../testing/op-case';
import { keptShare, weightAverage } from '.';

describe('weightAverage, WGSL', () => {
  useTestDevice();

  // Multiples of four are averaged four at a time.
  test.each([1, 7, 64, 300, 1028])('ten steps of %i elements', async (size) => {
    const expected = Float64Array.from(floats([size], 0).values);
    const average = tf.tidy(() => tf.variable(tf.tensor(floats([size], 0).values)));
    const before = tf.memory().numTensors;
    for (let step = 1; step <= 10; step++) {
      const { values } = floats([size], step);
      const weights = tf.tensor(values.slice());
      weightAverage(average, weights, { memory: 0.4, step });
      weights.dispose();
      const rest = 1 - keptShare({ memory: 0.4, step });
      values.forEach((value, i) => {
        const old = expected[i] ?? Number.NaN;
        expected[i] = old + rest * (value - old);
      });
    }
    expect(tf.memory().numTensors).toBe(before);
    // Three roundings a step (6e-8) of numbers up to 4, of which later steps forget most.
    expectClose('average', await average.data(), expected, { absolute: 2e-6, relative: 1e-6 });
    average.dispose();
  });
});
