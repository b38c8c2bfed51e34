import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { webgpuInternals } from '../backend';
import { planRecording } from '../graph/plan';
import { record } from '../graph/record';
import { useTestDevice } from '../testing/kernel-suite';
import { pack, split } from './pack';
import { flatFloats, ODD_PARTS, partsAndGaps } from './testing/odd-parts';

describe('pack and split, webgpu', () => {
  const { device } = useTestDevice();
  const values = flatFloats(ODD_PARTS, 1);

  test('there and back is the same, and nothing is left', async () => {
    const { bufferManager } = webgpuInternals(tf.backend());
    const count = () => [tf.memory().numTensors, bufferManager.getNumUsedBuffers()];
    const before = count();
    const flat = tf.tensor1d(values);
    const parts = split(flat, ODD_PARTS);
    const again = pack([...parts.values()], ODD_PARTS);
    for (const { name, shape, offset, size } of ODD_PARTS.parts) {
      expect(parts.get(name)?.shape).toEqual(shape);
      expect(await parts.get(name)?.data(), name).toEqual(values.subarray(offset, offset + size));
    }
    const back = Float32Array.from(await again.data());
    expect(partsAndGaps(back, ODD_PARTS).parts).toEqual(partsAndGaps(values, ODD_PARTS).parts);
    tf.dispose([flat, again, ...parts.values()]);
    expect(count()).toEqual(before);
  });

  test('keeps order with tfjs’s own ops', async () => {
    const ones = tf.ones([ODD_PARTS.size]);
    const parts = [...split(ones.mul(3), ODD_PARTS).values()].map((part) => part.add(1));
    const sum = pack(parts, ODD_PARTS).mul(2);
    const { parts: all } = partsAndGaps(await sum.data(), ODD_PARTS);
    expect(new Set(all)).toEqual(new Set([8]));
  });

  test('costs no copy in a recorded step', async () => {
    // tfjs's copy of the adapter's description: all that its backend reads.
    const { adapterInfo } = tf.backend() as unknown as { adapterInfo: GPUAdapterInfo };
    const recording = await record(device(), adapterInfo, (tracer) => {
      const parts = split(tracer.external('flat', [ODD_PARTS.size]), ODD_PARTS);
      return {
        sum: pack(
          [...parts.values()].map((part) => part.add(1)),
          ODD_PARTS,
        ).mul(2),
      };
    });
    const copies = (commands: readonly { kind: string }[]) => commands.filter(({ kind }) => kind === 'copy').length;
    expect(copies(recording.commands)).toBe(12);
    expect(copies(planRecording(recording, device().limits).commands)).toBe(0);
  });
});
