import type { ModelShape } from '../entry';
import { largestOf } from '../largest-activation';
import { gpt2Shape } from './options';

/**
 * Float32 elements that the planned training step holds in its arenas when backward begins, by counting what each layer keeps for it: two residual
 * streams, two normed ones, the fused projection, attention's result, both sides of GELU, statistics. Then the logits with their gradient, and the
 * head's part of the table's gradient, which waits for the embedding's. `training-memory.gpu.test.ts` holds the total to 25 % of the plan; on the 8
 * shapes it was looked at with it is within 8 %. The eager tape of the `cpu` backend holds two to three times as much, in the host's memory.
 */
export function gpt2Activations(shape: ModelShape, batchSize: number) {
  const { layers, hidden: C, heads, intermediate: I, contextLength: T, vocabularySize: V } = gpt2Shape(shape);
  const N = batchSize * T;
  const layer = N * (8 * C + 2 * I + 2 * heads + 4);
  return {
    elements: layers * layer + N * (2 * C + 2 * V) + V * C,
    largest: largestOf({
      logits: N * V,
      'feed-forward activations': N * I,
      'fused projection': 3 * N * C,
      'hidden states': N * C,
    }),
  };
}
