import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { Rng } from '@/base/rng';
import { webgpuInternals } from '@/gpu/backend';
import { partsOf } from '@/gpu/flat/layout';
import { sortIds } from '@/gpu/ops/embedding';
import { useTestDevice } from '@/gpu/testing/kernel-suite';
import { tinyConfig } from '@/ml/testing/tiny-run';
import { defineTraining } from '../trainer/define-training';
import { resolveConfig } from '../trainer/resolve-config';
import { stateLayouts, type TrainDefinition } from './definition';
import { toBuffers } from './device-buffers';
import { firstState } from './host-state';
import { onDevice } from './on-device';
import { Programs } from './programs';
import { lossAndGradient } from './train-step';
import { firstWeights } from './weights';

const VOCABULARY = 36;
const TIME = 12;
const model = { layers: 2, hidden: 32, heads: 4, intermediate: 64, contextLength: TIME };
const families = [
  ['gpt2', {}],
  ['llama', { kvHeads: 2, tied: false }],
] as const;

async function defined(family: string, extra: object, batchSize: number, mixed: boolean) {
  const config = resolveConfig(tinyConfig(family, { batchSize }, { ...model, ...extra }), VOCABULARY);
  const run = await defineTraining(config);
  const wanted = { accumulation: 1, averaging: 0, mixed };
  const weights = firstWeights(config.model, config.shape, new Rng(3));
  // Several times the usual size, so that attention and norms are far from their trivial points.
  for (const { data, shape } of weights.values()) if (shape.length === 2) data.set(data.map((x) => 3 * x));
  const ready: TrainDefinition = { ...run, ...wanted, state: stateLayouts(run.model, config.optimizer.entry, wanted) };
  return { run: ready, first: firstState(ready, weights) };
}

function batchOf(batchSize: number) {
  const rng = new Rng(batchSize);
  const ids = () => Int32Array.from({ length: batchSize * TIME }, () => rng.integer(VOCABULARY));
  return { batchSize, time: TIME, inputs: ids(), targets: ids() };
}

/** On the cpu backend, whose kernels are the double-precision references. */
async function expectedGradient(family: string, extra: object, batchSize: number) {
  await tf.setBackend('cpu');
  const { run, first } = await defined(family, extra, batchSize, false);
  const flat = tf.tidy(() => {
    const state = new Map([...first].map(([name, values]) => [name, tf.tensor1d(values)]));
    const batch = onDevice(batchOf(batchSize), VOCABULARY, true);
    return lossAndGradient(run, state, { batch, dropoutSeed: 0 }).gradient;
  });
  const values = Float32Array.from(await flat.data());
  flat.dispose();
  await tf.setBackend('webgpu');
  return partsOf(values, run.model.layout);
}

/** Recorded and replayed on WebGPU. */
async function compiledGradient(family: string, extra: object, batchSize: number, mixed: boolean) {
  await tf.setBackend('webgpu');
  const { device } = webgpuInternals(tf.backend());
  const { run, first } = await defined(family, extra, batchSize, mixed);
  const buffers = toBuffers(device, first);
  const programs = new Programs(new Map(buffers));
  const { inputs, targets } = batchOf(batchSize);
  const program = await programs.get('gradient', (tracer) => {
    const state = new Map([...run.state].map(([name, { size }]) => [name, tracer.external(name, [size])]));
    const int = (name: string, length: number) => tracer.input(name, [length], 'int32');
    const sorted = { order: int('order', inputs.length), starts: int('starts', VOCABULARY + 1) };
    const batch = {
      input: { ids: int('inputs', inputs.length), sorted, batchSize, time: TIME },
      targets: int('targets', inputs.length),
      predicted: inputs.length,
    };
    return { gradient: lossAndGradient(run, state, { batch, dropoutSeed: 0 }).gradient };
  });
  const values = { inputs, targets, ...sortIds(inputs, VOCABULARY) };
  const { results } = await program.submit(() => {
    for (const [name, ids] of Object.entries(values)) program.input(name).i32.set(ids);
  });
  const gradient = new Float32Array((await results).get('gradient') ?? new ArrayBuffer(0));
  const lossScale = mixed ? (first.get('loss scale')?.[0] ?? Number.NaN) : 1;
  programs.dispose();
  programs.disposeArenas();
  for (const buffer of buffers.values()) buffer.destroy();
  return partsOf(
    gradient.map((x) => x / lossScale),
    run.model.layout,
  );
}

function relative(got: Float32Array, expected: Float32Array): number {
  let difference = 0;
  let size = 0;
  expected.forEach((x, i) => {
    difference += ((got[i] ?? Number.NaN) - x) ** 2;
    size += x * x;
  });
  return Math.sqrt(difference / size);
}

describe('the gradient of every parameter', () => {
  const { device } = useTestDevice();
  const cases = families.flatMap(([family, extra]) =>
    [1, 2, 8].map((batchSize) => [family, extra, batchSize] as const),
  );

  test.each(cases)(
    '%s %j, batch %i, float32: is that of the double-precision references',
    async (family, extra, batchSize) => {
      const expected = await expectedGradient(family, extra, batchSize);
      const got = await compiledGradient(family, extra, batchSize, false);
      expect(got.size).toBe(expected.size);
      // float32 through two layers and back: about sixty roundings of 6e-8 in a chain, 1e-5; a wrong or missing term is 1e-1 and more.
      for (const [name, values] of expected)
        expect(relative(got.get(name) ?? values.subarray(0, 0), values), name).toBeLessThan(1e-4);
    },
  );

  test.for(cases)('%s %j, batch %i, f16: within what halves cost', async ([family, extra, batchSize], { skip }) => {
    if (!device().features.has('shader-f16')) return skip('this adapter has no shader-f16');
    const expected = await expectedGradient(family, extra, batchSize);
    const got = await compiledGradient(family, extra, batchSize, true);
    // Each of some twenty stored activations and gradients in a chain is rounded to 11 bits (2^-12 on average, independent): sqrt(20) * 2.4e-4 =
    // 1.1e-3 of the tensor's norm, a few times that where terms cancel. A wrong transpose or a missing term is 1e-1 and more.
    for (const [name, values] of expected)
      expect(relative(got.get(name) ?? values.subarray(0, 0), values), name).toBeLessThan(1.5e-2);
  });
});
