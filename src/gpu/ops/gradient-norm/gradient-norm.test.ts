import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { openDevice } from '../../device';
import { ODD_PARTS } from '../../flat/testing/odd-parts';
import { expectClose } from '../../testing/close';
import { gradientNorm } from '.';
import { cases } from './cases';
import { LARGEST_LOSS_SCALE, normReference, PATIENCE, squaresReference } from './reference';

beforeAll(async () => {
  await openDevice({ preferred: 'cpu', onFailure: () => {} });
});

const lossScale = (scale: number, good: number) => Float64Array.of(scale, good);

test('known norms and scales', () => {
  const flat = new Float64Array(ODD_PARTS.size).fill(Number.NaN);
  for (const { offset, size } of ODD_PARTS.parts) flat.fill(0, offset, offset + size);
  flat[0] = 3;
  flat[512 + 299] = -4;
  flat[64] = 12;
  expect(squaresReference(flat, ODD_PARTS)).toBe(169);
  expect(normReference(0.25, { largest: 1 })).toMatchObject({ norm: 0.5, scale: 1 });
  const clipped = normReference(16, { largest: 1 });
  expect(clipped.norm).toBe(4);
  expect(clipped.scale).toBeCloseTo(0.25, 6);
  expect(clipped.scale).toBeLessThan(0.25);
  expect(normReference(16, { largest: 0 }).scale).toBe(1);
});

describe('loss scale', () => {
  test('norm and scale are those of the unscaled gradient', () => {
    const plain = normReference(16, { largest: 1 });
    const scaled = normReference(16 * 1024 ** 2, { largest: 1 }, lossScale(1024, 0));
    expect(scaled.norm).toBe(plain.norm);
    expect(scaled.scale * 1024).toBeCloseTo(plain.scale, 15);
  });

  test('is halved after an overflow, never below 1, and the count begins anew', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const after = normReference(bad, { largest: 1 }, lossScale(1024, 17));
      expect(after.scale).toBe(-1);
      expect([...after.lossScale]).toEqual([512, 0]);
      expect([...normReference(bad, { largest: 1 }, lossScale(1, 17)).lossScale]).toEqual([1, 0]);
    }
  });

  test('is doubled after enough good steps, never over its limit', () => {
    expect([...normReference(1, { largest: 1 }, lossScale(1024, PATIENCE - 2)).lossScale]).toEqual([
      1024,
      PATIENCE - 1,
    ]);
    expect([...normReference(1, { largest: 1 }, lossScale(1024, PATIENCE - 1)).lossScale]).toEqual([2048, 0]);
    const most = normReference(1, { largest: 1 }, lossScale(LARGEST_LOSS_SCALE, PATIENCE - 1));
    expect([...most.lossScale]).toEqual([LARGEST_LOSS_SCALE, 0]);
  });
});

for (const { name, layout, gradient } of cases) {
  test(`on the cpu backend: ${name}`, async () => {
    const given = tf.tensor1d(gradient);
    const before = tf.memory().numTensors;
    const { norm, scale } = gradientNorm(given, layout, { largest: 1 });
    expect(tf.memory().numTensors).toBe(before + 2);
    const expected = Math.sqrt(squaresReference(Float64Array.from(gradient), layout));
    // The sum and the root are rounded to float32 once each.
    expectClose('norm', await norm.data(), [expected], { absolute: 0, relative: 3e-7 });
    const { scale: clip } = normReference(expected ** 2, { largest: 1 });
    expectClose('scale', await scale.data(), [clip], { absolute: 0, relative: 3e-7 });
  });
}

test('a gradient of another size is refused', () => {
  expect(() => gradientNorm(tf.zeros([64]), ODD_PARTS, { largest: 1 })).toThrow(LoamError);
});
