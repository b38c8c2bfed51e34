import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { openDevice } from '../../device';
import { expectClose } from '../../testing/close';
import { clipScale, globalNorm } from '.';
import { cases } from './cases';
import { clipScaleReference, squaresReference } from './reference';

beforeAll(async () => {
  await openDevice({ preferred: 'cpu', onFailure: () => {} });
});

test('known norms and scales', () => {
  expect(squaresReference(Float64Array.of(3, -4, 12))).toBe(169);
  expect(clipScaleReference(0.5, 1)).toBe(1);
  expect(clipScaleReference(4, 1)).toBeCloseTo(0.25, 6);
});

for (const { name, tensors } of cases) {
  test(`on the cpu backend: ${name}`, async () => {
    const given = tensors.map(({ shape, values }) => tf.tensor(values.slice(), [...shape]));
    const before = tf.memory().numTensors;
    const norm = globalNorm(given);
    expect(tf.memory().numTensors).toBe(before + 1);
    const expected = Math.sqrt(
      tensors.reduce((sum, { values }) => sum + squaresReference(Float64Array.from(values)), 0),
    );
    // Partial sums and the root are rounded to float32 once each.
    expectClose('norm', await norm.data(), [expected], { absolute: 0, relative: 3e-7 });
    const scale = await clipScale(norm, 1).data();
    expectClose('scale', scale, [clipScaleReference(expected, 1)], { absolute: 0, relative: 3e-7 });
  });
}

test('no gradients at all are refused', () => {
  expect(() => globalNorm([])).toThrow(LoamError);
});
