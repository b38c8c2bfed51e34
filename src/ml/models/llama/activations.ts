import type { ModelShape } from '../entry';
import { largestOf } from '../largest-activation';
import { llamaShape } from './options';

/** As `gpt2Activations`, of what a Llama layer keeps: two residual streams, two normed ones, q, k and v turned, attention's result, gate, up and their product. */
export function llamaActivations(shape: ModelShape, batchSize: number) {
  const s = llamaShape(shape);
  const { layers, hidden: C, heads, intermediate: I, vocabularySize: V } = s;
  const N = batchSize * s.contextLength;
  const projected = (heads + 2 * s.kvHeads) * s.headSize;
  const layer = N * (5 * C + projected + 3 * I + 2 * heads + 2);
  return {
    elements: layers * layer + N * (2 * C + 2 * V) + (s.tied ? V * C : 0),
    largest: largestOf({
      logits: N * V,
      'gate and up': 2 * N * I,
      'fused projection': N * projected,
      'hidden states': N * C,
    }),
  };
}
