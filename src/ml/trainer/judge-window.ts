import type { ModelRunner } from '../execution/runner';

export interface IdJudgement {
  readonly id: number;
  /** What the model gave it, 0 to 1, having read everything before it. */
  readonly probability: number;
  /** The most probable ids, best first. */
  readonly top: readonly { readonly id: number; readonly probability: number }[];
}

/** Judges every id of a window but the first, which nothing precedes. At most context length + 1 ids. */
export async function judgeWindow(
  model: ModelRunner,
  ids: readonly number[],
  topCount: number,
): Promise<IdJudgement[]> {
  const values = await model.logits(ids.slice(0, -1));
  const width = model.definition.shape.vocabularySize;
  return ids.slice(1).map((id, row) => {
    const probabilities = softmax(values.subarray(row * width, (row + 1) * width));
    const order = [...probabilities.keys()].sort((a, b) => at(probabilities, b) - at(probabilities, a) || a - b);
    const top = order.slice(0, topCount).map((guess) => ({ id: guess, probability: at(probabilities, guess) }));
    return { id, probability: at(probabilities, id), top };
  });
}

function softmax(logits: Float32Array): Float64Array {
  const largest = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const weights = Float64Array.from(logits, (x) => Math.exp(x - largest));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => w / sum);
}

function at(values: Float64Array, i: number): number {
  return values[i] ?? 0;
}
