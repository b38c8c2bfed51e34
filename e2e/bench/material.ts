import { Rng } from '@/base/rng';
import { firstWeights as runWeights } from '@/ml/execution/weights';
import { models } from '@/ml/models';
import type { ModelEntry, ModelShape } from '@/ml/models/entry';
import { randomBatch, type TokenFile } from '@/ml/trainer/batches';
import type { Batch } from '@/schema/batch';

/** What everybody trains: one shape, the same first weights, the same batches in the same order, the same optimizer. */
export interface BenchConfig {
  readonly name: string;
  /** Id in our registry of models. Peers know `gpt2` only. */
  readonly family: string;
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  readonly time: number;
  readonly batch: number;
  readonly vocabulary: number;
}

export const SEED = 1;
/** Adam's constants and rate; ours adds what its runs have by default: weight decay and the clip of the gradient's norm. */
export const ADAM = { learningRate: 1e-3, beta1: 0.9, beta2: 0.95, epsilon: 1e-8 } as const;
export const NORM_EPSILON = 1e-5;
const STREAM_TOKENS = 1 << 16;

export interface HostWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

export function tokensPerStep({ batch, time }: BenchConfig): number {
  return batch * time;
}

export function modelOptions({ layers, hidden, heads, time }: BenchConfig) {
  return { layers, hidden, heads, intermediate: 4 * hidden, contextLength: time };
}

export function modelOf(config: BenchConfig): { entry: ModelEntry; shape: ModelShape } {
  const entry = models.get(config.family);
  // Options that a family does not have are ignored by its parser, as in every saved configuration.
  return { entry, shape: { options: modelOptions(config), vocabularySize: config.vocabulary } };
}

/** For peers: each is one layout. Throws Error for a configuration of another family. */
export function requireGpt2({ family }: BenchConfig): void {
  if (family !== 'gpt2') throw new Error(`it has the gpt2 layout only, not ${family}`);
}

/** Forward and backward of one step, as the model's entry counts them. */
export function flopsPerStep(config: BenchConfig): number {
  const { entry, shape } = modelOf(config);
  return entry.flopsPerToken(shape) * tokensPerStep(config);
}

/** The weights that `createRun` starts from with the same seed, by Hugging Face's names. */
export function firstWeights(config: BenchConfig): HostWeight[] {
  const { entry, shape } = modelOf(config);
  const rng = new Rng(SEED).fork('weights');
  return [...runWeights(entry, shape, rng)].map(([name, { shape, data }]) => ({ name, shape, data }));
}

/**
 * Something to learn in few steps: most ids follow from the one before by a fixed permutation, the others are drawn with a strong preference
 * for small ids. uint16, or uint32 for large vocabularies.
 */
export function tokenStream(vocabulary: number): TokenFile {
  const rng = new Rng(SEED).fork('tokens');
  const follows = rng.shuffle(Array.from({ length: vocabulary }, (_, id) => id));
  const ids: number[] = [];
  let last = 0;
  for (let i = 0; i < STREAM_TOKENS; i++) {
    last = rng.uniform() < 0.3 ? Math.floor(vocabulary * rng.uniform() ** 3) : (follows[last] ?? 0);
    ids.push(last);
  }
  const wide = vocabulary > 65_536;
  const bytes = new Uint8Array(wide ? Uint32Array.from(ids).buffer : Uint16Array.from(ids).buffer);
  return {
    tokenBytes: wide ? 4 : 2,
    reader: {
      sizeBytes: bytes.length,
      read(target, offset) {
        const part = bytes.subarray(offset, offset + target.length);
        target.set(part);
        return part.length;
      },
    },
  };
}

/** Batch number `index` of the run, the one that our trainer draws with the same seed. */
export function batchSource(config: BenchConfig): (index: number) => Batch {
  const file = tokenStream(config.vocabulary);
  const data = new Rng(SEED).fork('data');
  return (index) => randomBatch(file, data, index, config.batch, config.time);
}
