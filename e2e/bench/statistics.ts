/** Middle value; the mean of the two middle ones of an even count. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Largest distance of a value from the median, as a share of the median: how quiet the sitting was. NaN of nothing. */
export function spread(values: readonly number[]): number {
  const middle = median(values);
  return values.length === 0 ? Number.NaN : Math.max(...values.map((value) => Math.abs(value - middle))) / middle;
}
