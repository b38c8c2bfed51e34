import { columnSumReference } from '../../column-sums';
import { at, type Numbers } from '../../numbers';
import { geluReference } from '../gelu/reference';
import { matMulReference } from '../matmul/reference';
import { halvesOfRows, siluGateReference } from '../silu-gate/reference';

export interface LinearSizes {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly transposeW: boolean;
}

/** x W + bias + residual with x [N, K], W [K, M] or, transposed, [M, K]. */
export function linearReference(
  x: Numbers,
  w: Numbers,
  bias: Numbers | undefined,
  { rows, inner, columns, transposeW }: LinearSizes,
  residual?: Numbers,
): Numbers {
  const sizes = { batch: 1, m: rows, n: columns, k: inner, transposeA: false, transposeB: transposeW };
  const y = matMulReference(x, w, bias, sizes);
  return residual ? y.map((value, i) => value + at(residual, i)) : y;
}

/** gelu(x W + bias) and the pre-activation x W + bias. */
export function linearGeluReference(
  x: Numbers,
  w: Numbers,
  bias: Numbers | undefined,
  sizes: LinearSizes,
): { y: Numbers; pre: Numbers } {
  const pre = linearReference(x, w, bias, sizes);
  return { y: geluReference(pre), pre };
}

/** silu(x Wg^T) * (x Wu^T) and the pre-activations [N, 2 I], gates first; `columns` is 2 I. */
export function linearSiluGateReference(x: Numbers, w: Numbers, sizes: LinearSizes): { y: Numbers; pre: Numbers } {
  const pre = linearReference(x, w, undefined, sizes);
  const { gate, up } = halvesOfRows(pre, sizes.columns / 2);
  return { y: siluGateReference(gate, up), pre };
}

/** A^T B of A [K, M] and B [K, N], and the column sums of one of them. */
export function weightsReference(
  a: Numbers,
  b: Numbers,
  { m, n, k, sums }: { readonly m: number; readonly n: number; readonly k: number; readonly sums: 'a' | 'b' | 'none' },
): Record<string, Numbers> {
  const c = matMulReference(a, b, undefined, { batch: 1, m, n, k, transposeA: true, transposeB: false });
  return {
    c,
    ...(sums === 'none' ? {} : { sums: sums === 'a' ? columnSumReference(a, m) : columnSumReference(b, n) }),
  };
}
