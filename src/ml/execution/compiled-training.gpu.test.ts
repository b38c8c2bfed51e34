import * as tf from '@tensorflow/tfjs';
import { describe, expect, test, vi } from 'vitest';
import { webgpuInternals } from '@/gpu/backend';
import { useTestDevice } from '@/gpu/testing/kernel-suite';
import { tinyConfig, tinyInput } from '@/ml/testing/tiny-run';
import { createRun } from '../trainer/create-run';

const HARD = { steps: 12, evalEvery: 4, dropout: 0.2, accumulation: 2, gradientClip: 0.5 };

async function trained(family: string, eager: boolean) {
  const losses: number[] = [];
  const onMetric = (m: { kind: string; loss?: number; gradientNorm?: number }) => {
    if (m.loss !== undefined) losses.push(m.loss, m.gradientNorm ?? 0);
  };
  const run = await createRun({ ...tinyInput(tinyConfig(family, HARD)), onMetric, eager });
  const end = await run.train();
  const { weights, optimizer } = await run.snapshot();
  run.dispose();
  return { end, losses, state: new Map([...weights, ...optimizer].map(([name, { data }]) => [name, [...data]])) };
}

describe('the compiled step', () => {
  useTestDevice();

  test.each(['gpt2', 'llama'])(
    '%s: has the eager step’s losses, norms, weights and optimizer state to the bit',
    async (family) => {
      await tf.setBackend('webgpu');
      // The same kernels on the same numbers in the same order: nothing may differ.
      expect(await trained(family, false)).toEqual(await trained(family, true));
    },
  );

  test('500 steps: compiled and eager give one curve', async () => {
    await tf.setBackend('webgpu');
    const curve = async (eager: boolean) => {
      const losses: number[] = [];
      const onMetric = (m: { kind: string; loss?: number }) => {
        if (m.kind === 'step') losses.push(m.loss ?? Number.NaN);
      };
      const config = tinyConfig('gpt2', { steps: 500, evalEvery: 500, sampleTokens: 0 });
      const run = await createRun({ ...tinyInput(config), onMetric, eager });
      await run.train();
      run.dispose();
      return losses;
    };
    const [compiled, eager] = [await curve(false), await curve(true)];
    expect(compiled).toHaveLength(500);
    expect(compiled.at(-1)).toBeLessThan(0.6);
    // The same kernels in the same order: not even rounding differs.
    expect(compiled).toEqual(eager);
  });

  test('goes on after an extension and after a pause with samples in between', async () => {
    await tf.setBackend('webgpu');
    const losses = async (eager: boolean) => {
      const seen: number[] = [];
      const onMetric = (m: { kind: string; loss?: number }) => {
        if (m.loss !== undefined) seen.push(m.loss);
      };
      const run = await createRun({ ...tinyInput(tinyConfig('llama', { steps: 6, evalEvery: 3 })), onMetric, eager });
      await run.train();
      run.extend(5);
      await run.train();
      run.dispose();
      return seen;
    };
    expect(await losses(false)).toEqual(await losses(true));
  });

  test('takes one submit a step and creates no buffer, and leaves nothing behind', async () => {
    await tf.setBackend('webgpu');
    const { device } = webgpuInternals(tf.backend());
    const before = tf.memory().numTensors;
    const run = await createRun(tinyInput(tinyConfig('llama', { steps: 4, evalEvery: 1000, sampleTokens: 0 })));
    await run.train();
    const submit = vi.spyOn(device.queue, 'submit');
    const create = vi.spyOn(device, 'createBuffer');
    const counts: [number, number][] = [];
    const original = run.checkpoints.saveLast;
    run.checkpoints.saveLast = async (snapshot) => {
      counts.push([submit.mock.calls.length, create.mock.calls.length]);
      await original.call(run.checkpoints, snapshot);
    };
    run.extend(20);
    await run.train();
    submit.mockRestore();
    create.mockRestore();
    // 20 steps; the evaluation at the end adds its own submits and buffers, the same however many steps went before.
    const [submits = 0, buffers = 0] = counts[0] ?? [];
    const again = vi.spyOn(device.queue, 'submit');
    const createAgain = vi.spyOn(device, 'createBuffer');
    counts.length = 0;
    run.checkpoints.saveLast = async (snapshot) => {
      counts.push([again.mock.calls.length, createAgain.mock.calls.length]);
      await original.call(run.checkpoints, snapshot);
    };
    run.extend(50);
    await run.train();
    const [submitsLater = 0, buffersLater = 0] = counts[0] ?? [];
    expect(submitsLater - submits).toBe(30);
    expect(buffersLater - buffers).toBe(0);
    again.mockRestore();
    createAgain.mockRestore();
    run.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
