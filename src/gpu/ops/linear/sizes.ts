import { dims, requireSize, requireThat } from '../../checks';
import type { Shape } from '../../op';
import type { ProductSizes } from '../matmul/product';

export interface LinearShapes {
  readonly x: Shape;
  readonly w: Shape;
  readonly bias?: Shape | undefined;
  readonly residual?: Shape | undefined;
}

/** x [N, K] times W [K, M] or, transposed, [M, K], as a product of N rows and M columns. Throws LoamError for shapes that do not fit. */
export function linearSizes(op: string, { x, w, bias, residual }: LinearShapes, transposeW: boolean): ProductSizes {
  const [rows, inner] = dims(x, 2, op, 'x');
  const [first, second] = dims(w, 2, op, 'the weight');
  const [wInner, columns] = transposeW ? [second, first] : [first, second];
  requireSize(wInner, inner, op, 'the inner dimension of the weight');
  if (bias) requireSize(dims(bias, 1, op, 'bias')[0], columns, op, 'the length of the bias');
  if (residual) {
    const fits = residual.join() === [rows, columns].join();
    requireThat(fits, op, `the residual has shape [${residual.join(', ')}] instead of [${rows}, ${columns}]`);
  }
  return { batch: 1, m: rows, n: columns, k: inner, transposeA: false, transposeB: transposeW };
}
