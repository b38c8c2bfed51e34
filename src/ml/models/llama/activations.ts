import type { ModelShape } from '../entry';
import { largestOf } from '../largest-activation';
import { llamaShape } from './options';

/**
 * Float32 elements that the planned training step (`gpu/graph`) holds in its arenas when the forward pass ends and backward begins. Coefficients
 * fitted to the plans of 26 shapes without dropout (with `estimate.ts`, mean error at most 4 % and largest 11 % of what the plan takes, on those same
 * shapes); `activations.gpu.test.ts` holds the total to 25 % on others.
 * The eager tape of the `cpu` backend holds two to three times as much, in the host's memory.
 */
export function llamaActivations(shape: ModelShape, batchSize: number) {
  const s = llamaShape(shape);
  const { layers, hidden: C, intermediate: I, vocabularySize: V } = s;
  const N = batchSize * s.contextLength;
  const kv = s.kvHeads * s.headSize;
  const scores = batchSize * s.heads * s.contextLength ** 2;
  const layer = N * (5.75 * C + 1.72 * kv + 3.23 * I) + 0.89 * scores;
  return {
    elements: Math.round(layers * layer + 1.39 * scores + 1.97 * N * V),
    largest: largestOf({
      logits: N * V,
      'attention scores': scores,
      'feed-forward activations': N * I,
      'hidden states': N * C,
    }),
  };
}
