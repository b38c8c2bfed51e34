import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { webgpuInternals } from '../../backend';
import { expectClose } from '../../testing/close';
import { useTestDevice } from '../../testing/kernel-suite';
import { clipScale, globalNorm } from '.';
import { cases } from './cases';
import { clipScaleReference, squaresReference } from './reference';

describe('globalNorm, WGSL', () => {
  useTestDevice();

  for (const { name, tensors } of cases) {
    test(name, async () => {
      const given = tensors.map(({ shape, values }) => tf.tensor(values.slice(), [...shape]));
      const normAndScale = async () => {
        const norm = globalNorm(given);
        const scale = clipScale(norm, 1);
        const values = [...(await norm.data()), ...(await scale.data())];
        tf.dispose([norm, scale]);
        return values;
      };
      const values = await normAndScale();
      const norm = Math.sqrt(tensors.reduce((sum, x) => sum + squaresReference(Float64Array.from(x.values)), 0));
      // Positive terms only: float32 sums of at most 141 terms a lane lose no more than a few 1e-6.
      expectClose('norm and scale', values, [norm, clipScaleReference(norm, 1)], { absolute: 0, relative: 5e-6 });

      const { bufferManager } = webgpuInternals(tf.backend());
      const count = () => [tf.memory().numTensors, bufferManager.getNumUsedBuffers()];
      const before = count();
      for (let i = 0; i < 5; i++) expect(await normAndScale()).toEqual(values);
      expect(count()).toEqual(before);
    });
  }
});
