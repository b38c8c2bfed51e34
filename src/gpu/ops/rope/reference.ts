import { at, type Numbers } from '../../numbers';

export interface RopeRowsSettings {
  readonly batch: number;
  /** Heads that are turned; those after them are copied. */
  readonly heads: number;
  /** D, even. */
  readonly headSize: number;
  readonly theta: number;
  /** Position of each batch entry's first row. */
  readonly offset: number;
  /** 1 turns, -1 turns back: the gradient. */
  readonly sign: number;
}

/** Pairs (i, i + D / 2) of the first heads of each row at position p turned by p theta^(-2 i / D). x is [B * T, columns]. */
export function ropeRowsReference(x: Numbers, columns: number, settings: RopeRowsSettings): Numbers {
  const { batch, heads, headSize, theta, offset, sign } = settings;
  const y = Float64Array.from(x);
  const rows = x.length / columns;
  const half = headSize / 2;
  for (let row = 0; row < rows; row++)
    for (let h = 0; h < heads; h++)
      for (let i = 0; i < half; i++) {
        const angle = sign * (offset + (row % (rows / batch))) * theta ** ((-2 * i) / headSize);
        const place = row * columns + h * headSize + i;
        const [first, second] = [at(x, place), at(x, place + half)];
        y[place] = first * Math.cos(angle) - second * Math.sin(angle);
        y[place + half] = second * Math.cos(angle) + first * Math.sin(angle);
      }
  return y;
}
