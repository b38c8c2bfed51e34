import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorReport } from '@/base/errors';
import { Rng } from '@/base/rng';
import { webgpuInternals } from '@/gpu/backend';
import { type OpenDevice, openDevice } from '@/gpu/device';
import { type NodeWebGpu, setUpNodeWebGpu } from '@/gpu/node-webgpu';
import { tinyConfig } from '@/ml/testing/tiny-run';
import { defineTraining } from '../trainer/define-training';
import { resolveConfig } from '../trainer/resolve-config';
import { openTraining } from './open';
import { planTraining } from './training-plan';
import { firstWeights } from './weights';

/** A device that was given no more than WebGPU promises everywhere: 8 storage buffers, bindings of 128 MiB, 16 KiB of workgroup memory. */
describe('with the least limits', () => {
  let node: NodeWebGpu;
  let opened: OpenDevice;
  const failures: ErrorReport[] = [];
  beforeAll(async () => {
    node = await setUpNodeWebGpu();
    opened = await openDevice({ preferred: 'webgpu', limits: 'least', onFailure: (report) => failures.push(report) });
  });
  afterAll(() => {
    opened.dispose();
    node.release();
    expect(failures).toEqual([]);
  });

  const configOf = (family: string, training: object, model: object, vocabulary: number) =>
    defineTraining(resolveConfig(tinyConfig(family, { ...training }, { ...model }), vocabulary));

  test.each(['gpt2', 'llama'])('%s trains', async (family) => {
    const { device } = webgpuInternals(tf.backend());
    expect(device.limits.maxStorageBuffersPerShaderStage).toBe(8);
    expect(device.limits.maxStorageBufferBindingSize).toBe(128 * 2 ** 20);
    const run = await configOf(family, { batchSize: 2, dropout: 0.1, averaging: 0.9 }, { layers: 2 }, 300);
    const config = resolveConfig(tinyConfig(family, {}, { layers: 2 }), 300);
    const runner = await openTraining(run, { weights: firstWeights(config.model, config.shape, new Rng(1)) });
    const ids = () => Int32Array.from({ length: 16 }, (_, i) => (7 * i) % 300);
    const batch = { batchSize: 2, time: 8, inputs: ids(), targets: ids() };
    const losses: number[] = [];
    for (let step = 1; step <= 6; step++) {
      const { figures } = await runner.step([{ batch, dropoutSeed: step }], { step, learningRate: 1e-2 });
      losses.push((await figures)[0]);
    }
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) - 0.5);
    runner.dispose();
  });

  test('a step whose tensors are too large is refused before anything is allocated, the largest by name', async () => {
    // Logits of 64 * 512 rows and 2,048 columns: 256 MiB.
    const run = await configOf('gpt2', { batchSize: 64 }, { contextLength: 512 }, 2048);
    await expect(planTraining(run)).rejects.toMatchObject({
      report: {
        code: 'gpu/over-limit',
        what: expect.stringMatching(/128 MiB.*head.*256 MiB/),
        remedy: expect.stringContaining('gradient accumulation'),
      },
    });
  });
});
