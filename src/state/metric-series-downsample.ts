export interface Thinned {
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

/** The same rows of another column: a second line that costs no further points. */
export function atRows(rows: Int32Array, values: Float64Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row] ?? Number.NaN);
}

/**
 * At most `points` rows of [from, to), with every extreme kept: of each bucket the lowest and the highest value in their order, and the two ends
 * (the min-max part of M4: Jugel et al. 2014, "M4: A Visualization-Oriented Time Series Data Aggregation", section 4). Buckets hold a
 * power of two of rows and begin at multiples of it, so that appending never moves an earlier bucket: lines grow, they do not shimmer.
 * A bucket without a finite value gives one NaN: a gap.
 */
export function downsample(steps: Float64Array, values: Float64Array, from: number, to: number, points = 800): Thinned {
  const rows = thinRows(values, from, to, points);
  return { steps: atRows(rows, steps), values: atRows(rows, values) };
}

/** The rows that `downsample` keeps. */
export function thinRows(values: Float64Array, from: number, to: number, points = 800): Int32Array {
  const rows = Math.max(0, to - from);
  if (rows <= points) return Int32Array.from({ length: rows }, (_, i) => from + i);
  let width = 2;
  // Two rows a bucket, two ends, and a bucket cut by each end.
  while ((rows / width + 2) * 2 + 2 > points) width *= 2;
  const kept: number[] = [from];
  for (let start = Math.floor(from / width) * width; start < to; start += width) {
    let low = -1;
    let high = -1;
    const last = Math.min(to, start + width);
    for (let row = Math.max(from, start); row < last; row++) {
      const value = values[row] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      if (low < 0 || value < (values[low] ?? 0)) low = row;
      if (high < 0 || value > (values[high] ?? 0)) high = row;
    }
    if (low < 0) kept.push(Math.max(from, start));
    else kept.push(Math.min(low, high), Math.max(low, high));
  }
  kept.push(to - 1);
  return Int32Array.from(kept.filter((row, i) => i === 0 || row !== kept[i - 1]));
}
