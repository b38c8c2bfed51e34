import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { webgpuInternals } from '../../backend';
import { flatFloats, ODD_PARTS } from '../../flat/testing/odd-parts';
import { expectClose } from '../../testing/close';
import { useTestDevice } from '../../testing/kernel-suite';
import { gradientNorm } from '.';
import { cases } from './cases';
import { LARGEST_LOSS_SCALE, normReference, PATIENCE, squaresReference } from './reference';

async function figures(gradient: Float32Array, layout = ODD_PARTS, lossScale?: readonly number[]) {
  const given = tf.tensor1d(gradient);
  const loss = lossScale && tf.tidy(() => tf.variable(tf.tensor1d([...lossScale])));
  const { norm, scale } = gradientNorm(given, layout, { largest: 1 }, loss);
  const values = [...(await norm.data()), ...(await scale.data())];
  const next = loss ? [...(await loss.data())] : [];
  tf.dispose([given, norm, scale, ...(loss ? [loss] : [])]);
  return { values, next };
}

describe('gradientNorm, WGSL', () => {
  useTestDevice();

  for (const { name, layout, gradient } of cases) {
    test(name, async () => {
      const { values } = await figures(gradient, layout);
      const sum = squaresReference(Float64Array.from(gradient), layout);
      const { norm, scale } = normReference(sum, { largest: 1 });
      // Positive terms only: float32 sums of at most a few hundred terms a lane lose no more than a few 1e-6.
      expectClose('norm and scale', values, [norm, scale], { absolute: 0, relative: 5e-6 });

      const { bufferManager } = webgpuInternals(tf.backend());
      const count = () => [tf.memory().numTensors, bufferManager.getNumUsedBuffers()];
      const before = count();
      for (let i = 0; i < 5; i++) expect((await figures(gradient, layout)).values).toEqual(values);
      expect(count()).toEqual(before);
    });
  }

  // The first and the last element, one beside a gap, one in the middle of four.
  test.each([0, 811, 126, 193])('a NaN or an infinity at %i says: change nothing', async (at) => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3e38]) {
      const gradient = flatFloats(ODD_PARTS, 1);
      gradient[at] = bad;
      const { values, next } = await figures(gradient, ODD_PARTS, [1024, 17]);
      expect(Number.isFinite(values[0])).toBe(false);
      expect(values[1]).toBe(-1);
      expect(next).toEqual([512, 0]);
    }
  });

  test.each([
    [1024, 17],
    [1024, PATIENCE - 2],
    [1024, PATIENCE - 1],
    [LARGEST_LOSS_SCALE, PATIENCE - 1],
  ])('loss scale %i after %i good steps', async (loss, good) => {
    const gradient = flatFloats(ODD_PARTS, 1, 3 * loss);
    const sum = squaresReference(Float64Array.from(gradient), ODD_PARTS);
    const expected = normReference(sum, { largest: 1 }, Float64Array.of(loss, good));
    const { values, next } = await figures(gradient, ODD_PARTS, [loss, good]);
    expectClose('norm and scale', values, [expected.norm, expected.scale], { absolute: 0, relative: 5e-6 });
    expect(next).toEqual([...expected.lossScale]);
  });
});
