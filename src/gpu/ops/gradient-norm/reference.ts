import type { FlatLayout } from '../../flat/layout';
import { at, type Numbers } from '../../numbers';

/** Sum of squares over the parts of a flat tensor; what lies between them does not count. */
export function squaresReference(flat: Numbers, { parts }: FlatLayout): number {
  let sum = 0;
  for (const { offset, size } of parts) for (let i = offset; i < offset + size; i++) sum += at(flat, i) ** 2;
  return sum;
}

export interface NormSettings {
  /** Largest norm after clipping; 0 does not clip. */
  readonly largest: number;
}
/** Steps without an overflow after which the loss scale is doubled (Micikevicius et al. 2018, section 3.2). */
export const PATIENCE = 500;
export const LARGEST_LOSS_SCALE = 2 ** 24;

/** See `gradientNorm`. `lossScale` is [scale, good steps] or missing. */
export function normReference(
  squares: number,
  { largest }: NormSettings,
  lossScale?: Numbers,
): { norm: number; scale: number; lossScale: Numbers } {
  const [loss, good] = lossScale ? [at(lossScale, 0), at(lossScale, 1)] : [1, 0];
  const norm = Math.sqrt(squares) / loss;
  if (!Number.isFinite(norm)) return { norm, scale: -1, lossScale: Float64Array.of(Math.max(1, loss / 2), 0) };
  const clip = largest > 0 ? Math.min(1, largest / (norm + 1e-6)) : 1;
  const grown = good + 1 >= PATIENCE;
  const next = Float64Array.of(grown ? Math.min(loss * 2, LARGEST_LOSS_SCALE) : loss, grown ? 0 : good + 1);
  return { norm, scale: clip / loss, lossScale: next };
}
