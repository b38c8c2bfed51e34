import { addTo, at, type Numbers } from '../../numbers';
import type { ProductSizes } from './product';

/** C[p] = op(A[p]) op(B[p]) + bias, [P, M, N]; op(A) is [M, K], op(B) is [K, N], stored transposed where said. */
export function matMulReference(a: Numbers, b: Numbers, bias: Numbers | undefined, sizes: ProductSizes): Numbers {
  const { batch, m, n, k, transposeA, transposeB } = sizes;
  const c = new Float64Array(batch * m * n);
  for (let p = 0; p < batch; p++) {
    for (let i = 0; i < m; i++) {
      const row = (p * m + i) * n;
      if (bias) c.set(bias, row);
      if (transposeB) {
        for (let j = 0; j < n; j++) {
          const bRow = (p * n + j) * k;
          let sum = 0;
          for (let l = 0; l < k; l++) {
            sum += at(a, transposeA ? (p * k + l) * m + i : (p * m + i) * k + l) * at(b, bRow + l);
          }
          addTo(c, row + j, sum);
        }
      } else {
        for (let l = 0; l < k; l++) {
          const left = at(a, transposeA ? (p * k + l) * m + i : (p * m + i) * k + l);
          const bRow = (p * k + l) * n;
          for (let j = 0; j < n; j++) addTo(c, row + j, left * at(b, bRow + j));
        }
      }
    }
  }
  return c;
}
