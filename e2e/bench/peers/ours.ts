import { openDevice } from '@/gpu/device';
import { createRun } from '@/ml/trainer/create-run';
import type { Trainer } from '@/ml/trainer/trainer';
import type { RunConfig } from '@/schema/run-config';
import { ADAM, type BenchConfig, modelOptions, SEED, tokenStream } from '../material';
import type { Peer, Region } from './peer';

/** Loam's product path: `createRun` and the compiled step it takes on WebGPU. Nothing here knows what is inside. */
export async function createPeer(config: BenchConfig): Promise<Peer> {
  const device = await openDevice({
    preferred: 'webgpu',
    onFailure: ({ what }) => {
      throw new Error(what);
    },
  });
  if (device.report.kind !== 'webgpu') throw new Error(device.report.remedy ?? 'There is no WebGPU here');
  const steps = listener();
  const input = {
    config: runConfigOf(config),
    vocabularySize: config.vocabulary,
    endOfTextId: 0,
    tokens: { train: tokenStream(config.vocabulary), validation: tokenStream(config.vocabulary) },
    bytesPerId: Array.from({ length: config.vocabulary }, () => 1),
    text: { encode: () => [], decode: () => '' },
    onMetric: steps.onMetric,
  };
  // A run that goes on from a snapshot does not begin with an evaluation, which is no part of a step.
  const fresh = await createRun(input);
  const restore = await fresh.snapshot();
  fresh.dispose();
  const run = await createRun({ ...input, restore });
  return { differs: '', run: (count, region) => steps.during(run, count, region) };
}

/** `train()` evaluates and saves once more after its last step: the region ends where the last step's loss is known. */
function listener() {
  let losses: number[] = [];
  let onLast = () => {};
  let expected = 0;
  return {
    onMetric(metric: { readonly kind: string; readonly loss?: number }) {
      if (metric.kind !== 'step') return;
      losses.push(metric.loss ?? Number.NaN);
      if (losses.length === expected) onLast();
    },
    async during(run: Trainer, count: number, region: Region): Promise<number[]> {
      losses = [];
      expected = count;
      onLast = () => region.end();
      run.extend(count);
      region.begin();
      const { end, error } = await run.train();
      if (end !== 'completed' || losses.length !== count) throw new Error(error?.what ?? `the run ended: ${end}`);
      return losses;
    },
  };
}

function runConfigOf(config: BenchConfig): RunConfig {
  const { learningRate, beta1, beta2, epsilon } = ADAM;
  return {
    version: 1,
    name: `bench ${config.name}`,
    model: { id: config.family, options: modelOptions(config) },
    optimizer: { id: 'adamw', options: { beta1, beta2, epsilon } },
    schedule: { id: 'constant', options: { warmUp: 0 } },
    training: {
      steps: 1,
      batchSize: config.batch,
      learningRate,
      seed: SEED,
      // The least of what is measured beside the steps, and outside the timed region: one window at the end of each run of steps.
      evalEvery: 100_000,
      evalWindows: 1,
      sampleTokens: 0,
      // float32, as everybody else.
      mixedPrecision: false,
    },
  };
}
