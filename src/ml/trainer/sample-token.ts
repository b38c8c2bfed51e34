import type { Rng } from '@/base/rng';

export interface SamplingSettings {
  /** 0 takes the most probable token. */
  readonly temperature: number;
  /** Keep the k most probable; 0 keeps all. */
  readonly topK: number;
  /** Keep the fewest tokens whose probabilities sum to at least p (Holtzman et al. 2020); 1 keeps all. */
  readonly topP: number;
}

/** Chooses a token id from logits, on the host: temperature first, then top-k, then top-p, in the order transformers has. */
export function sampleToken(logits: ArrayLike<number>, settings: SamplingSettings, rng: Rng): number {
  const { temperature, topK, topP } = settings;
  if (temperature === 0 || topK === 1) return mostProbable(logits);
  const order = Array.from({ length: logits.length }, (_, id) => id);
  // Ties by id, so that the order does not depend on the sort.
  order.sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0) || a - b);
  const kept = topK > 0 ? order.slice(0, topK) : order;
  const largest = logits[kept[0] ?? 0] ?? 0;
  const weights = kept.map((id) => Math.exp(((logits[id] ?? 0) - largest) / temperature));
  let total = weights.reduce((a, b) => a + b, 0);
  let count = kept.length;
  if (topP < 1) {
    let sum = 0;
    count = 0;
    while (count < kept.length && (count === 0 || sum < topP * total)) sum += weights[count++] ?? 0;
    total = sum;
  }
  let left = rng.uniform() * total;
  for (let i = 0; i < count; i++) {
    left -= weights[i] ?? 0;
    if (left < 0) return kept[i] ?? 0;
  }
  return kept[count - 1] ?? 0;
}

/** Index of the largest logit; the first of several. */
export function mostProbable(logits: ArrayLike<number>): number {
  let best = 0;
  for (let id = 1; id < logits.length; id++) if ((logits[id] ?? 0) > (logits[best] ?? 0)) best = id;
  return best;
}
