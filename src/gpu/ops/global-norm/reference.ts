import { at, type Numbers } from '../../numbers';

/** Sum of squares. */
export function squaresReference(x: Numbers): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += at(x, i) ** 2;
  return sum;
}

/** min(1, largest / (norm + 1e-6)), as torch.nn.utils.clip_grad_norm_. */
export function clipScaleReference(norm: number, largest: number): number {
  return Math.min(1, largest / (norm + 1e-6));
}
