import type { Numbers } from '../../numbers';
import { matMulReference } from '../matmul/reference';

/** x W + bias with x [N, K], W [K, M] or, transposed, [M, K]. */
export function linearReference(
  x: Numbers,
  w: Numbers,
  bias: Numbers | undefined,
  sizes: { readonly rows: number; readonly inner: number; readonly columns: number; readonly transposeW: boolean },
): Numbers {
  const { rows, inner, columns, transposeW } = sizes;
  return matMulReference(x, w, bias, {
    batch: 1,
    m: rows,
    n: columns,
    k: inner,
    transposeA: false,
    transposeB: transposeW,
  });
}
