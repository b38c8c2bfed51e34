import { at, type Numbers } from '../../numbers';

export interface RopeSettings {
  /** T, the rows of each head. */
  readonly time: number;
  /** D, even. */
  readonly headSize: number;
  readonly theta: number;
  /** Position of row 0. */
  readonly offset: number;
  /** 1 rotates, -1 rotates back: the gradient. */
  readonly sign: number;
}

/** Pairs (i, i + D / 2) of each row at position p turned by p theta^(-2 i / D). x is [..., T, D]. */
export function ropeReference(x: Numbers, { time, headSize, theta, offset, sign }: RopeSettings): Numbers {
  const y = new Float64Array(x.length);
  const half = headSize / 2;
  for (let row = 0; row < x.length / headSize; row++) {
    const position = offset + (row % time);
    for (let i = 0; i < half; i++) {
      const angle = position * theta ** ((-2 * i) / headSize);
      const cos = Math.cos(angle);
      const sin = sign * Math.sin(angle);
      const first = at(x, row * headSize + i);
      const second = at(x, row * headSize + i + half);
      y[row * headSize + i] = first * cos - second * sin;
      y[row * headSize + i + half] = second * cos + first * sin;
    }
  }
  return y;
}
