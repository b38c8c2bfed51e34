import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { traitsOf } from '../../device-traits';
import { expectClose } from '../../testing/close';
import { BOTH, describeHalfKernel, describeKernel, FLOAT32, useTestDevice } from '../../testing/kernel-suite';
import { input, toDoubles, toTensors } from '../../testing/op-case';
import { matMul } from '.';
import { cases, longCases, waysCases } from './cases';
import type { Way } from './product';
import { runnable } from './product';

describeKernel('matMul', cases, BOTH);

/** Products of rounded halves, K at most 515: 4.9e-4 * sqrt(2 * 515) of a typical product, 0.016, and the result's own rounding. */
describeHalfKernel('matMul', longCases, ['a', 'b'], { tolerance: { absolute: 0.1, relative: 2e-3 } });

const WAYS: readonly Way[] = [
  { kernel: { kind: 'tiled', rows: 128, columns: 64, each: [8, 8] }, slices: 1 },
  { kernel: { kind: 'tiled', rows: 64, columns: 64, each: [8, 8] }, slices: 1 },
  { kernel: { kind: 'tiled', rows: 64, columns: 64, each: [4, 4] }, slices: 1 },
  { kernel: { kind: 'tiled', rows: 32, columns: 32, each: [4, 4] }, slices: 1 },
  { kernel: { kind: 'spread', lanes: 8 }, slices: 1 },
  { kernel: { kind: 'spread', lanes: 4 }, slices: 1 },
  { kernel: { kind: 'direct', rows: 8 }, slices: 1 },
  { kernel: { kind: 'direct', rows: 4 }, slices: 1 },
  { kernel: { kind: 'direct', rows: 1 }, slices: 1 },
];

describe.each(WAYS)('matMul in every way, $kernel', (way) => {
  const { device } = useTestDevice();
  for (const { options, ...one } of waysCases) {
    test(one.name, async (context) => {
      if (!runnable(way, traitsOf(device()))) context.skip('this adapter has no such subgroups');
      if (way.kernel.kind === 'spread' && options.transposeA && options.transposeB) context.skip('not made for TT');
      const inputs = toTensors(one.inputs);
      const c = matMul(input(inputs, 'a'), input(inputs, 'b'), { ...options, way }, inputs.bias);
      expectClose('c', await c.data(), one.reference(toDoubles(one.inputs)), FLOAT32);
      tf.dispose([c, inputs]);
    });
  }
});

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
      for (const way of [undefined, ...WAYS.slice(2, 4), ...WAYS.slice(6, 7)]) {
        const c = await matMul(left, right, { ...options, ...(way ? { way } : {}) }).data();
        expect([...c.slice(0, 45)]).toEqual(new Array(45).fill(7));
        expect(c[45]).toBe(Number.POSITIVE_INFINITY);
      }
    }
  });
});
