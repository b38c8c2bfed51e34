import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { useTestDevice } from '../../testing/kernel-suite';
import { assign } from '.';

describe('assign, WGSL', () => {
  useTestDevice();

  test.each(['int32', 'float32'] as const)('%s, bits for bits', async (dtype) => {
    for (const size of [1, 300]) {
      // Numbers, or halves of numbers, that the other type would not keep.
      const values = Array.from({ length: size }, (_, i) => (dtype === 'int32' ? 2 ** 30 + i : i / 2 - 7.25));
      const target = tf.tidy(() => tf.variable(tf.zeros([size], dtype)));
      const x = tf.tensor(values, [size], dtype);
      assign(target, x);
      expect([...(await target.data())]).toEqual(values);
      tf.dispose([target, x]);
    }
  });
});
