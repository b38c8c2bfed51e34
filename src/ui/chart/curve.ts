/** One line of a chart, already thinned. NaN is a gap. */
export interface Curve {
  readonly key: string;
  readonly steps: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  /** A CSS colour. */
  readonly color: string;
  readonly width?: number;
  readonly opacity?: number;
  /** Marks on the points, while they are few. */
  readonly dots?: boolean;
  /** At the line's end, and in the crosshair. A curve without one is background. */
  readonly label?: string;
  readonly dash?: string;
}

export interface Reference {
  readonly value: number;
  readonly label: string;
}

/** Value of a curve at a step, or at the last point before it; undefined before it begins. */
export function valueAt({ steps, values }: Curve, step: number): number | undefined {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle] ?? 0) <= step) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= 0; i--) {
    const value = values[i] ?? Number.NaN;
    if (Number.isFinite(value)) return value;
  }
  return undefined;
}

export const lastValue = (curve: Curve): number | undefined => valueAt(curve, Number.POSITIVE_INFINITY);

/** Lowest and highest finite value over some curves; [Infinity, -Infinity] when there is none. */
export function extent(curves: readonly Curve[]): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { values } of curves)
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return [low, high];
}
