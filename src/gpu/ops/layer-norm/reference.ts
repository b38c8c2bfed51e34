import { addTo, at, type Numbers } from '../../numbers';

/** N rows, C channels. y = (x - mean) rstd gamma + beta, rstd = 1 / sqrt(variance + eps); stats holds mean and rstd of each row. */
export function layerNormReference(
  x: Numbers,
  gamma: Numbers,
  beta: Numbers | undefined,
  eps: number,
): { y: Numbers; stats: Numbers } {
  const columns = gamma.length;
  const rows = x.length / columns;
  const y = new Float64Array(x.length);
  const stats = new Float64Array(rows * 2);
  for (let n = 0; n < rows; n++) {
    let mean = 0;
    for (let c = 0; c < columns; c++) mean += at(x, n * columns + c) / columns;
    let variance = 0;
    for (let c = 0; c < columns; c++) variance += (at(x, n * columns + c) - mean) ** 2 / columns;
    const rstd = 1 / Math.sqrt(variance + eps);
    stats.set([mean, rstd], 2 * n);
    for (let c = 0; c < columns; c++)
      y[n * columns + c] = (at(x, n * columns + c) - mean) * rstd * at(gamma, c) + (beta ? at(beta, c) : 0);
  }
  return { y, stats };
}

/** With h = (x - mean) rstd and g = dy gamma: dx = rstd (g - mean(g) - h mean(g h)). */
export function layerNormGradientReference(x: Numbers, gamma: Numbers, stats: Numbers, dy: Numbers): Numbers {
  const columns = gamma.length;
  const dx = new Float64Array(x.length);
  for (let row = 0; row < x.length; row += columns) {
    const mean = at(stats, (2 * row) / columns);
    const rstd = at(stats, (2 * row) / columns + 1);
    let sum = 0;
    let dot = 0;
    for (let c = 0; c < columns; c++) {
      const g = at(dy, row + c) * at(gamma, c);
      sum += g / columns;
      dot += (g * (at(x, row + c) - mean) * rstd) / columns;
    }
    for (let c = 0; c < columns; c++) {
      const h = (at(x, row + c) - mean) * rstd;
      dx[row + c] = rstd * (at(dy, row + c) * at(gamma, c) - sum - h * dot);
    }
  }
  return dx;
}

/** Column sums of dy h and, behind them, of dy: [2 C]. */
export function layerNormWeightsReference(x: Numbers, stats: Numbers, dy: Numbers, columns: number): Numbers {
  const sums = new Float64Array(2 * columns);
  for (let i = 0; i < x.length; i++) {
    const row = Math.floor(i / columns);
    addTo(sums, i % columns, at(dy, i) * (at(x, i) - at(stats, 2 * row)) * at(stats, 2 * row + 1));
    addTo(sums, columns + (i % columns), at(dy, i));
  }
  return sums;
}
