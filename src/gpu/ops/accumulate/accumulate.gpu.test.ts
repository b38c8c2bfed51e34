import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { useTestDevice } from '../../testing/kernel-suite';
import { floats } from '../../testing/op-case';
import { accumulate } from '.';

describe('accumulate, WGSL', () => {
  useTestDevice();

  // Multiples of four are added four at a time.
  test.each([1, 7, 64, 300, 1028])('%i elements: the cpu backend’s sums to the bit', async (size) => {
    const sums = async () => {
      const sum = tf.tidy(() => tf.variable(tf.fill([size], Number.NaN)));
      for (let i = 0; i < 3; i++) {
        const x = tf.tensor(floats([size], i).values);
        accumulate(sum, x, i === 0 ? 1 : 0);
        x.dispose();
      }
      const values = Float32Array.from(await sum.data());
      sum.dispose();
      return values;
    };
    await tf.setBackend('cpu');
    const expected = await sums();
    await tf.setBackend('webgpu');
    const before = tf.memory().numTensors;
    expect(await sums()).toEqual(expected);
    expect(tf.memory().numTensors).toBe(before);
  });
});
