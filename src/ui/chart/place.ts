import type { Domain } from './domain';

export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  x(step: number): number;
  y(value: number): number;
  /** Inverse of `x`. */
  step(x: number): number;
}

export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where numbers lie on the picture, in pixels: the same arithmetic as the plot's own axes, so that overlays meet the lines. */
export function place(
  size: { readonly width: number; readonly height: number },
  margins: Margins,
  x: Domain,
  y: Domain,
  kind: 'linear' | 'log',
): Place {
  const { left, top } = margins;
  const width = Math.max(1, size.width - left - margins.right);
  const height = Math.max(1, size.height - top - margins.bottom);
  const at = (value: number) => (kind === 'log' ? Math.log(value) : value);
  return {
    left,
    top,
    width,
    height,
    x: (step) => left + ((step - x[0]) / (x[1] - x[0])) * width,
    y: (value) => top + (1 - (at(value) - at(y[0])) / (at(y[1]) - at(y[0]))) * height,
    step: (px) => x[0] + ((px - left) / width) * (x[1] - x[0]),
  };
}

/** Moves labels apart so that none covers another, each as little as can be, all within [top, bottom]. Keeps the order. */
export function keepApart(wanted: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y);
  let floor = top;
  for (const item of order) {
    item.y = Math.max(item.y, floor);
    floor = item.y + gap;
  }
  let ceiling = bottom;
  for (const item of order.toReversed()) {
    item.y = Math.min(item.y, ceiling);
    ceiling = item.y - gap;
  }
  const result = wanted.slice();
  for (const { y, i } of order) result[i] = y;
  return result;
}
