import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '@/base/options';
import { flatLayout } from '@/gpu/flat/layout';
import { flatFloats } from '@/gpu/flat/testing/odd-parts';
import { planRecording } from '@/gpu/graph/plan';
import { Program } from '@/gpu/graph/program';
import { record } from '@/gpu/graph/record';
import { useTestDevice } from '@/gpu/testing/kernel-suite';
import { readBuffers, toBuffers } from '../execution/device-buffers';
import { optimizers } from '.';
import type { OptimizedParameter, OptimizerEntry } from './entry';
import { slotLayouts } from './state-layouts';
import { FlatRun } from './testing/flat-run';

/** A decoder's parameters, in small. */
function parametersOf(layers: number): OptimizedParameter[] {
  const block = (i: number): OptimizedParameter[] => [
    { name: `${i} norm`, shape: [8], decay: false },
    { name: `${i} qkv`, shape: [8, 24], decay: true, linear: { outputs: 'columns', pieces: [8, 8, 8] } },
    { name: `${i} expand`, shape: [32, 8], decay: true, linear: { outputs: 'rows' } },
    { name: `${i} shrink`, shape: [8, 32], decay: true, linear: { outputs: 'rows' } },
  ];
  return [{ name: 'table', shape: [10, 8], decay: true }, ...Array.from({ length: layers }, (_, i) => block(i)).flat()];
}

describe.each(optimizers.entries.map((entry) => [entry.id, entry] as const))('%s, recorded', (_id, entry) => {
  const { device } = useTestDevice();
  const options = defaultsOf(entry.options);

  test('takes as many dispatches for one layer as for four, and no copy', async () => {
    const counts = [1, 4].map(async (layers) => {
      const { commands } = await planned(entry, parametersOf(layers), device(), () => 1);
      return ['dispatch', 'copy'].map((kind) => commands.filter((command) => command.kind === kind).length);
    });
    const [few, many] = await Promise.all(counts);
    expect(many).toEqual(few);
    expect(many?.[1]).toBe(0);
    // Muon: AdamW, three of its own and twenty for each of two sizes of matrix.
    expect(many?.[0]).toBeLessThanOrEqual(44);
  });

  test('has the eager update’s bits', async () => {
    const parameters = parametersOf(2);
    const layout = flatLayout(parameters);
    const first = flatFloats(layout, 1);
    const gradients = [1, 2, 3].map((seed) => flatFloats(layout, seed));
    const eager = await FlatRun.start(entry, parameters, first);
    let step = 0;
    for (const values of gradients)
      tf.tidy(() => {
        step++;
        eager.step(tf.tensor1d(values), { step, learningRate: 0.01 * step, scale: tf.scalar(0.5), options });
      });
    const expected = await eager.read();
    eager.dispose();

    const slots = [...slotLayouts(entry, parameters)].map(
      ([name, { size }]) => [name, new Float64Array(size)] as const,
    );
    const state = [['parameters', first] as const, ...slots].map(
      ([name, values]) => [name, Float32Array.from(values)] as const,
    );
    const buffers = toBuffers(device(), new Map(state));
    const plan = await planned(entry, parameters, device(), () => step);
    const program = await Program.compile(plan, device(), buffers);
    step = 0;
    for (const values of gradients) {
      const { results } = await program.submit(() => {
        step++;
        program.input('gradient').f32.set(values);
        program.input('scale').f32[0] = 0.5;
      });
      await results;
    }
    const actual = await readBuffers(device(), buffers);
    program.dispose();
    for (const buffer of buffers.values()) buffer.destroy();
    expect(actual).toEqual(expected);
  });

  async function planned(
    of: OptimizerEntry,
    parameters: readonly OptimizedParameter[],
    gpu: GPUDevice,
    step: () => number,
  ) {
    const code = await of.load();
    const layout = flatLayout(parameters);
    // tfjs's copy of the adapter's description: all that its backend reads.
    const { adapterInfo } = tf.backend() as unknown as { adapterInfo: GPUAdapterInfo };
    const recording = await record(gpu, adapterInfo, (tracer) => {
      const state = [...slotLayouts(of, parameters)].map(
        ([name, own]) => [name, { layout: own, values: tracer.external(name, [own.size]) }] as const,
      );
      code.update(
        {
          specs: parameters,
          layout,
          parameters: tracer.external('parameters', [layout.size]),
          gradient: tracer.input('gradient', [layout.size]),
          state: new Map(state),
          decayed: new Set(parameters.filter(({ decay }) => decay).map(({ name }) => name)),
        },
        { options, step, learningRate: () => 0.01 * step(), gradientScale: tracer.input('scale', []) },
      );
      return {};
    });
    return planRecording(recording, gpu.limits);
  }
});
