import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { webgpuInternals } from '@/gpu/backend';
import { useTestDevice } from '@/gpu/testing/kernel-suite';
import { TINY_VOCABULARY, tinyConfig, tinyInput } from '@/ml/testing/tiny-run';
import type { Metric } from '@/schema/metric';
import { createRun } from './create-run';
import { generate } from './generate';

async function losses(backend: 'cpu' | 'webgpu', family: string) {
  await tf.setBackend(backend);
  const seen: number[] = [];
  const onMetric = (m: Metric) => {
    if (m.kind === 'step' || m.kind === 'evaluation') seen.push(m.loss);
  };
  const config = tinyConfig(family, { steps: 8, evalEvery: 4, dropout: 0.1, accumulation: 2 });
  const run = await createRun(tinyInput(config, onMetric));
  await run.train();
  run.dispose();
  await tf.setBackend('webgpu');
  return seen;
}

describe('on WebGPU', () => {
  useTestDevice();

  test.each(['gpt2', 'llama'])(
    '%s: a run is the cpu backend’s run, dropout included, and repeats to the bit',
    async (family) => {
      const expected = await losses('cpu', family);
      const got = await losses('webgpu', family);
      expect(got).toHaveLength(8 + 3);
      // Float32 against doubles through eight AdamW steps, which divide by small second moments; see golden.gpu.test.ts.
      got.forEach((loss, i) => {
        expect(Math.abs(loss / (expected[i] ?? Number.NaN) - 1)).toBeLessThan(1e-3);
      });
      expect(await losses('webgpu', family)).toEqual(got);
    },
  );

  test('neither tensors nor GPU buffers grow from step to step', async () => {
    await tf.setBackend('webgpu');
    const run = await createRun(tinyInput(tinyConfig('llama', { steps: 12, evalEvery: 4 })));
    await run.train();
    const held = () => ({
      tensors: tf.memory().numTensors,
      buffers: webgpuInternals(tf.backend()).bufferManager.getNumUsedBuffers(),
    });
    const before = held();
    run.extend(12);
    await run.train();
    expect(held()).toEqual(before);
    run.dispose();
  });

  test('a text written by plans is the cpu backend’s, past a full context too, and the GPU chooses ahead', async () => {
    const config = tinyConfig('llama', { steps: 8 }, { layers: 2, kvHeads: 1 });
    const write = async (backend: 'cpu' | 'webgpu') => {
      await tf.setBackend(backend);
      const run = await createRun(tinyInput(config));
      await run.train();
      const ids: number[] = [];
      const settings = { maxTokens: 30, temperature: 0, topK: 0, topP: 1, seed: 1, endOfTextId: -1 };
      for await (const id of generate(run.model, [3, 1, 4], settings)) ids.push(id);
      const logits = [...(await run.model.logits([3, 1, 4, 1, 5]))];
      run.dispose();
      await tf.setBackend('webgpu');
      return { ids, logits };
    };
    const [expected, got] = [await write('cpu'), await write('webgpu')];
    expect(got.ids).toEqual(expected.ids);
    expect(got.logits).toHaveLength(5 * TINY_VOCABULARY);
    // Float32 through eight steps and two layers, see above.
    got.logits.forEach((x, i) => {
      expect(Math.abs(x - (expected.logits[i] ?? Number.NaN))).toBeLessThan(1e-2);
    });
  });
});
