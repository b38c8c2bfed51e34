import type { ModelShape } from '../entry';
import { largestOf } from '../largest-activation';
import { llamaShape } from './options';

/**
 * Float32 elements that the eager tape holds at its peak beside weights, optimizer state and one gradient a parameter: every saved forward
 * tensor and every gradient of an intermediate, since tfjs frees neither before the end of the backward pass. Coefficients fitted to the
 * data held while training 19 small shapes (residuals below 1 %); `activations.test.ts` holds them to 10 %. Dropout adds (2 L + 1) N C.
 */
export function llamaActivations(shape: ModelShape, batchSize: number) {
  const s = llamaShape(shape);
  const { layers, hidden: C, intermediate: I, vocabularySize: V } = s;
  const N = batchSize * s.contextLength;
  const kv = s.kvHeads * s.headSize;
  const scores = batchSize * s.heads * s.contextLength ** 2;
  const layer = N * (26 * C + 9 * kv + 6 * I) + 4 * scores;
  // A tied table gets its gradient in two parts, from the head and from the lookup.
  const table = s.tied ? 2 * V * C : 0;
  return {
    elements: Math.round(layers * layer + N * (5 * C + 2 * V) + table),
    largest: largestOf({
      logits: N * V,
      'attention scores': scores,
      'feed-forward activations': N * I,
      'hidden states': N * C,
    }),
  };
}
