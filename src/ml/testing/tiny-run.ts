import { Rng } from '@/base/rng';
import type { RunConfig } from '@/schema/run-config';
import type { RunInput } from '../trainer/create-run';

/** What the tests of trainer and worker train: a corpus of eight letters in a fixed order, learnt in seconds on the cpu backend. */
export const TINY_VOCABULARY = 12;

export function tinyConfig(
  family: string,
  training: RunConfig['training'] = {},
  model: RunConfig['model']['options'] = {},
) {
  const size = { layers: 1, hidden: 16, heads: 2, intermediate: 32, contextLength: 8 };
  const config: RunConfig = {
    version: 1,
    name: 'tiny',
    model: { id: family, options: { ...size, ...model } },
    optimizer: { id: 'adamw', options: {} },
    schedule: { id: 'cosine', options: {} },
    training: {
      steps: 20,
      batchSize: 2,
      learningRate: 1e-2,
      evalEvery: 5,
      evalWindows: 4,
      sampleTokens: 4,
      mixedPrecision: false,
      ...training,
    },
  };
  return config;
}

/** Ids 1 .. 8 round and round with a little noise, packed as uint16. */
export function tinyTokens(count: number, seed: number) {
  const rng = new Rng(seed);
  return packed(
    Array.from({ length: count }, (_, i) => (rng.uniform() < 0.05 ? rng.integer(TINY_VOCABULARY) : 1 + (i % 8))),
  );
}

export function packed(ids: readonly number[]) {
  const bytes = new Uint8Array(Uint16Array.from(ids).buffer);
  return {
    tokenBytes: 2 as const,
    reader: {
      sizeBytes: bytes.length,
      read(target: Uint8Array, offset: number): number {
        const part = bytes.subarray(offset, offset + target.length);
        target.set(part);
        return part.length;
      },
      close() {},
    },
  };
}

export function tinyInput(config: RunConfig, onMetric: RunInput['onMetric'] = () => {}): RunInput {
  return {
    config,
    vocabularySize: TINY_VOCABULARY,
    endOfTextId: 0,
    tokens: { train: tinyTokens(600, 1), validation: tinyTokens(100, 2) },
    bytesPerId: Array.from({ length: TINY_VOCABULARY }, (_, id) => (id === 0 ? 0 : 1)),
    text: {
      encode: (text) => [...text].map((c) => c.charCodeAt(0) - 96),
      decode: (ids) => ids.map((id) => String.fromCharCode(96 + id)).join(''),
    },
    onMetric,
  };
}
