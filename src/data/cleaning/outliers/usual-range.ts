import { kthSmallest } from './kth-smallest';

export interface UsualRange {
  readonly low: number;
  readonly high: number;
}

/** Fewer have no distribution to speak of. */
export const LEAST_DOCUMENTS = 20;
/** Makes the median distance of a normal distribution its standard deviation (Iglewicz and Hoaglin 1993). */
const NORMAL = 0.6745;

/** Everything: for too few values, or when more than half are the same and any other would be unusual. */
const ANY: UsualRange = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** Quartiles, and `ranges` times their distance beyond them. Quantiles interpolate linearly (Hyndman and Fan 1996, type 7). */
export function* quartileRange(values: Float64Array, ranges: number): Generator<void, UsualRange> {
  if (values.length < LEAST_DOCUMENTS) return ANY;
  const first = yield* quantile(values, 0.25);
  const third = yield* quantile(values, 0.75);
  const spread = third - first;
  return spread > 0 ? { low: first - ranges * spread, high: third + ranges * spread } : ANY;
}

/** Values whose modified z-score is at most `score`. */
export function* medianRange(values: Float64Array, score: number): Generator<void, UsualRange> {
  if (values.length < LEAST_DOCUMENTS) return ANY;
  const median = yield* quantile(values, 0.5);
  const distances = values.map((value) => Math.abs(value - median));
  const spread = yield* quantile(distances, 0.5);
  const reach = (score * spread) / NORMAL;
  return spread > 0 ? { low: median - reach, high: median + reach } : ANY;
}

function* quantile(values: Float64Array, share: number): Generator<void, number> {
  const place = (values.length - 1) * share;
  const below = yield* kthSmallest(values, Math.floor(place));
  if (Number.isInteger(place)) return below;
  const above = yield* kthSmallest(values, Math.ceil(place));
  return below + (above - below) * (place - Math.floor(place));
}
