import type { ModelShape } from '../entry';
import { largestOf } from '../largest-activation';
import { gpt2Shape } from './options';

/**
 * Float32 elements that the eager tape holds at its peak beside weights, optimizer state and one gradient a parameter: every saved forward
 * tensor and every gradient of an intermediate, since tfjs frees neither before the end of the backward pass. Coefficients fitted to the
 * data held while training 19 small shapes (residuals below 1 %); `activations.test.ts` holds them to 10 %. Dropout adds (2 L + 1) N C.
 */
export function gpt2Activations(shape: ModelShape, batchSize: number) {
  const { layers, hidden: C, heads, intermediate: I, contextLength: T, vocabularySize: V } = gpt2Shape(shape);
  const N = batchSize * T;
  const scores = batchSize * heads * T * T;
  const layer = N * (28 * C + 4 * I) + 4 * scores;
  return {
    // The tied table gets its gradient in two parts, from the head and from the lookup.
    elements: Math.round(layers * layer + N * (6 * C + 2 * V) + 2 * V * C),
    largest: largestOf({
      logits: N * V,
      'attention scores': scores,
      'feed-forward activations': N * I,
      'fused projection': 3 * N * C,
      'hidden states': N * C,
    }),
  };
}
