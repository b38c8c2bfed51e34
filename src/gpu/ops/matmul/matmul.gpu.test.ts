import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { BOTH, describeKernel, useTestDevice } from '../../testing/kernel-suite';
import { matMul } from '.';
import { cases } from './cases';

describeKernel('matMul', cases, BOTH);

describe('matMul guards', () => {
  useTestDevice();

  // tfjs's own product reads past the end of K here and turns batch entry 0 into NaN.
  test('an infinity in one batch entry stays out of the others', async () => {
    const a = tf.ones([2, 5, 7]);
    const b = tf.concat([tf.ones([1, 7, 9]), tf.fill([1, 7, 9], Number.POSITIVE_INFINITY)]);
    for (const [left, right, options] of [
      [a, b, {}],
      [a, tf.transpose(b, [0, 2, 1]), { transposeB: true }],
      [tf.transpose(a, [0, 2, 1]), b, { transposeA: true }],
    ] as const) {
      const c = await matMul(left, right, options).data();
      expect([...c.slice(0, 45)]).toEqual(new Array(45).fill(7));
      expect(c[45]).toBe(Number.POSITIVE_INFINITY);
    }
  });
});
