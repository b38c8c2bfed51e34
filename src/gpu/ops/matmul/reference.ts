import { addTo, at, type Numbers } from '../../numbers';
import type { ProductSizes } from './product';

/** C[p] = op(A[p]) op(B[p]) + bias, [P, M, N]; op(A) is [M, K], op(B) is [K, N], stored transposed where said. */
export function matMulReference(a: Numbers, b: Numbers, bias: Numbers | undefined, sizes: ProductSizes): Numbers {
  const { batch, m, n, k, transposeA, transposeB } = sizes;
  const c = new Float64Array(batch * m * n);
  /** Row i of op(A). */
  const left = new Float64Array(k);
  for (let p = 0; p < batch; p++) {
    const right = b.subarray(p * k * n, (p + 1) * k * n);
    for (let i = 0; i < m; i++) {
      for (let l = 0; l < k; l++) left[l] = at(a, transposeA ? (p * k + l) * m + i : (p * m + i) * k + l);
      const row = c.subarray((p * m + i) * n, (p * m + i + 1) * n);
      if (bias) row.set(bias);
      if (transposeB) addDots(row, left, right);
      else addRows(row, left, right);
    }
  }
  return c;
}

/** row[j] += left . right[j], right [N, K]: four rows of it at a time, so that each element of `left` is loaded once for four. */
function addDots(row: Numbers, left: Numbers, right: Numbers): void {
  const [n, k] = [row.length, left.length];
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    const at0 = j * k;
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let l = 0; l < k; l++) {
      const x = at(left, l);
      s0 += x * at(right, at0 + l);
      s1 += x * at(right, at0 + k + l);
      s2 += x * at(right, at0 + 2 * k + l);
      s3 += x * at(right, at0 + 3 * k + l);
    }
    addTo(row, j, s0);
    addTo(row, j + 1, s1);
    addTo(row, j + 2, s2);
    addTo(row, j + 3, s3);
  }
  for (; j < n; j++) {
    let sum = 0;
    for (let l = 0; l < k; l++) sum += at(left, l) * at(right, j * k + l);
    addTo(row, j, sum);
  }
}

/** row += sum over l of left[l] right[l], right [K, N]: four rows of it at a time, so that each element of `row` is loaded and stored once for four. */
function addRows(row: Numbers, left: Numbers, right: Numbers): void {
  const [n, k] = [row.length, left.length];
  let l = 0;
  for (; l + 4 <= k; l += 4) {
    const at0 = l * n;
    const [x0, x1, x2, x3] = [at(left, l), at(left, l + 1), at(left, l + 2), at(left, l + 3)];
    for (let j = 0; j < n; j++)
      row[j] =
        at(row, j) +
        (x0 * at(right, at0 + j) +
          x1 * at(right, at0 + n + j) +
          (x2 * at(right, at0 + 2 * n + j) + x3 * at(right, at0 + 3 * n + j)));
  }
  for (; l < k; l++) {
    const x = at(left, l);
    for (let j = 0; j < n; j++) addTo(row, j, x * at(right, l * n + j));
  }
}
