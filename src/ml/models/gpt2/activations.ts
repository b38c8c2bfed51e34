import type { ModelShape } from '../entry';
import { largestOf } from '../largest-activation';
import { gpt2Shape } from './options';

/**
 * Float32 elements that the planned training step (`gpu/graph`) holds in its arenas when the forward pass ends and backward begins. Coefficients
 * fitted to the plans of 26 shapes without dropout (with `estimate.ts`, mean error at most 4 % and largest 11 % of what the plan takes, on those same
 * shapes); `activations.gpu.test.ts` holds the total to 25 % on others.
 * The eager tape of the `cpu` backend holds two to three times as much, in the host's memory.
 */
export function gpt2Activations(shape: ModelShape, batchSize: number) {
  const { layers, hidden: C, heads, intermediate: I, contextLength: T, vocabularySize: V } = gpt2Shape(shape);
  const N = batchSize * T;
  const scores = batchSize * heads * T * T;
  const layer = N * (6.95 * C + 1.9 * I) + 1.19 * scores;
  const once = 0.3 * scores + N * (1.88 * V + 4.17 * C + 0.94 * I);
  return {
    elements: Math.round(layers * layer + once + 0.61 * V * C),
    largest: largestOf({
      logits: N * V,
      'attention scores': scores,
      'feed-forward activations': N * I,
      'fused projection': 3 * N * C,
      'hidden states': N * C,
    }),
  };
}
