import * as tf from '@tensorflow/tfjs';
import { describe, expect, test, vi } from 'vitest';
import { profile } from '@/schema/profile';
import { summariseProfile } from '@/schema/summarise-profile';
import { webgpuInternals } from '../backend';
import { webgpuReport } from '../device-report';
import { planRecording } from '../graph/plan';
import { Program } from '../graph/program';
import { record } from '../graph/record';
import { gelu } from '../ops/gelu';
import { matMul } from '../ops/matmul';
import { inScope } from '../scope';
import { useTestDevice } from '../testing/kernel-suite';
import { type ProfileOptions, profilePlan } from './profile-plan';

const SIZE = 64;

describe('profilePlan', () => {
  const { device } = useTestDevice();
  const info = () => (tf.backend() as unknown as { adapterInfo: GPUAdapterInfo }).adapterInfo; // tfjs's copy of it
  const report = () => webgpuReport({ info: info() }, device());

  /** w += gelu(x w), in place by a copy: a step that changes its weights, with a temporary, a constant, an input and an output. */
  async function growingStep() {
    const recording = await record(device(), info(), (tracer) => {
      const w = tracer.external('w', [1, SIZE, SIZE]);
      const x = tracer.input('x', [1, SIZE, SIZE]);
      const y = inScope('layer 0', () => matMul(x, w));
      const z = inScope('layer 1', () => gelu(y).add(tf.tensor([0.5])));
      return { z, w };
    });
    const { outputs, commands } = recording;
    const [from, to] = [outputs.get('z'), outputs.get('w')];
    if (!from || !to) throw new Error('lost an output');
    const copy = { kind: 'copy', from, fromOffset: 0, to, toOffset: 0, sizeBytes: 4 * SIZE * SIZE } as const;
    return planRecording({ ...recording, commands: [...commands, copy] }, device().limits);
  }

  async function weights() {
    const w = tf.tensor(new Float32Array(SIZE * SIZE).fill(0.25), [1, SIZE, SIZE]);
    const gpu = webgpuInternals(tf.backend());
    gpu.uploadToGPU(w.dataId);
    const buffer = gpu.tensorMap.get(w.dataId).resource;
    if (!buffer) throw new Error('the weights have no buffer');
    await device().queue.onSubmittedWorkDone();
    return { buffer, dispose: () => w.dispose() };
  }
  async function contents(buffer: GPUBuffer): Promise<Float32Array> {
    const { COPY_DST, MAP_READ } = GPUBufferUsage;
    const readable = device().createBuffer({ size: buffer.size, usage: COPY_DST | MAP_READ });
    const encoder = device().createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, 0, readable, 0, buffer.size);
    device().queue.submit([encoder.finish()]);
    await readable.mapAsync(GPUMapMode.READ);
    const values = new Float32Array(readable.getMappedRange().slice(0));
    readable.destroy();
    return values;
  }
  const options = (buffer: GPUBuffer): ProfileOptions => ({
    report: report(),
    externals: new Map([['w', buffer]]),
    fill: (program: Program) => program.input('x').f32.fill(1),
    budgetMs: 300,
  });

  test.each([true, false])(
    'times every dispatch (by the GPU’s clock: %o) and leaves the weights alone',
    async (timestamps) => {
      const plan = await growingStep();
      const { buffer, dispose } = await weights();
      const create = vi.spyOn(device(), 'createBuffer');
      const destroy = vi.spyOn(GPUBuffer.prototype, 'destroy');
      const seen: number[] = [];
      const result = await profilePlan(plan, device(), {
        ...options(buffer),
        timestamps,
        onProgress: ({ label, done, total }) => label === 'Timing dispatches' && seen.push(done / total),
      });
      const made = create.mock.results.map(({ value }) => value);
      const destroyed = new Set<unknown>(destroy.mock.contexts);
      create.mockRestore();
      destroy.mockRestore();
      expect(made.length).toBeGreaterThan(3);
      expect(made.filter((one) => !destroyed.has(one))).toEqual([]);
      expect(await contents(buffer)).toEqual(new Float32Array(SIZE * SIZE).fill(0.25));
      dispose();

      expect(profile.parse(JSON.parse(JSON.stringify(result)), 'test')).toEqual(result);
      expect(result.commands.map(({ kind, op, scope }) => [kind, op, scope])).toEqual([
        ['dispatch', 'LoamMatMul', 'layer 0'],
        ['dispatch', 'LoamGelu', 'layer 1'],
        ['dispatch', expect.any(String), 'layer 1'],
        ['copy', 'copy', ''],
      ]);
      const [matmul] = result.commands;
      expect(matmul).toMatchObject({ bytes: 3 * 4 * SIZE * SIZE, phase: 'forward' });
      for (const { kind, ms } of result.commands)
        if (kind === 'dispatch' || !timestamps) expect((ms ?? -1) >= 0).toBe(true);
        else expect(ms).toBeUndefined();
      expect(result.timing.how).toMatch(timestamps ? /timestamps$/ : /^repeated dispatches$/);
      expect(result.timing.replays).toBeGreaterThanOrEqual(1);
      expect(result.stepMs).toBeGreaterThan(0);
      expect(summariseProfile(result).total.ms).toBeGreaterThan(0);
      expect(result.memory.externalBytes).toBe(4 * SIZE * SIZE);
      expect(Math.max(...result.memory.alive)).toBeLessThanOrEqual(result.memory.arenaBytes);
      expect(seen[0]).toBe(0);
      expect(Math.max(...seen)).toBeLessThanOrEqual(1);
    },
  );

  test('does what the program does', async () => {
    const plan = await growingStep();
    const { buffer, dispose } = await weights();
    const program = await Program.compile(plan, device(), new Map([['w', buffer]]));
    const { fill, ...rest } = options(buffer);
    fill?.(program);
    await (await program.submit()).results;
    const once = await contents(buffer);
    expect(once[0]).not.toBe(0.25);
    // Profiling in between changes neither the weights nor what the program does next.
    await profilePlan(plan, device(), { ...rest, ...(fill && { fill }) });
    expect(await contents(buffer)).toEqual(once);
    await (await program.submit()).results;
    expect((await contents(buffer))[0]).not.toBe(once[0]);
    program.dispose();
    dispose();
  });

  test('is cancelled by its signal', async () => {
    const plan = await growingStep();
    const { buffer, dispose } = await weights();
    const controller = new AbortController();
    const cancelled = profilePlan(plan, device(), {
      ...options(buffer),
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    dispose();
  });

  test('what the driver refuses is said, and the device hears nothing of it (see useTestDevice)', async () => {
    const plan = await growingStep();
    const bad = device().createBuffer({ size: 16, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
    await expect(profilePlan(plan, device(), options(bad))).rejects.toThrow(/buffer|size|range|bind/i);
    bad.destroy();
  });
});
