import type { Batch } from '@/schema/batch';
import type { ModelRunner } from '../execution/runner';
import { yieldToEvents } from './yield-to-events';

export interface Evaluation {
  /** Predicted tokens. */
  readonly tokens: number;
  /** Mean -ln p over predicted tokens. */
  readonly loss: number;
  /** exp(loss). */
  readonly perplexity: number;
  /** Sum of -log2 p over predicted tokens, divided by their UTF-8 bytes. */
  readonly bitsPerByte: number;
}

/**
 * Judges a model on batches; the sum runs in double precision on the host.
 * @param bytesPerId UTF-8 bytes that each token id stands for (0 for special tokens)
 */
export async function evaluate(
  model: ModelRunner,
  batches: Iterable<Batch>,
  bytesPerId: ArrayLike<number>,
): Promise<Evaluation> {
  let tokens = 0;
  let nats = 0;
  let bytes = 0;
  for (const batch of batches) {
    const values = await model.losses(batch);
    batch.targets.forEach((id, i) => {
      if (id < 0) return;
      tokens++;
      nats += values[i] ?? Number.NaN;
      bytes += bytesPerId[id] ?? 0;
    });
    await yieldToEvents();
  }
  const loss = nats / tokens;
  return { tokens, loss, perplexity: Math.exp(loss), bitsPerByte: nats / Math.LN2 / bytes };
}

/**
 * Judges ids in consecutive windows of context + 1 at stride context, the last and shorter one included, so that every id but the first is
 * predicted exactly once.
 * @param batchSize windows judged at once; no influence on the result beyond float32 rounding
 */
export function evaluateIds(
  model: ModelRunner,
  ids: ArrayLike<number>,
  bytesPerId: ArrayLike<number>,
  batchSize = 8,
): Promise<Evaluation> {
  return evaluate(model, consecutiveWindows(ids, model.definition.contextLength, batchSize), bytesPerId);
}

function* consecutiveWindows(ids: ArrayLike<number>, time: number, batchSize: number): Generator<Batch> {
  const span = batchSize * time;
  for (let from = 0; from < ids.length - 1; from += span) {
    const inputs = new Int32Array(span);
    const targets = new Int32Array(span).fill(-1);
    for (let i = 0; i < span && from + i + 1 < ids.length; i++) {
      inputs[i] = ids[from + i] ?? 0;
      targets[i] = ids[from + i + 1] ?? 0;
    }
    yield { batchSize, time, inputs, targets };
  }
}
