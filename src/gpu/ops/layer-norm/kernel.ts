import { COLUMN_SUMS } from '../../column-sums';
import { type RowVariant, rowMain, rowSum } from '../../row-reduce';

/** One workgroup a row. Mean first, then the variance about it: a single pass of squares cancels badly for rows far from zero. */
export function layerNormWgsl(variant: RowVariant): string {
  return `${rowSum(variant)}${rowMain(variant)}
  let base = row * u.columns;
  var sum = 0.0;
  for (var c = lane; c < u.columns; c += LANES) { sum += x[base + c]; }
  let mean = reduce(vec2f(sum, 0.0), lane).x / f32(u.columns);
  var squares = 0.0;
  for (var c = lane; c < u.columns; c += LANES) { let d = x[base + c] - mean; squares += d * d; }
  let rstd = 1.0 / sqrt(reduce(vec2f(squares, 0.0), lane).x / f32(u.columns) + u.eps);
  for (var c = lane; c < u.columns; c += LANES) { y[base + c] = (x[base + c] - mean) * rstd * gamma[c] + beta[c]; }
  if (lane == 0u) { stats[2u * row] = mean; stats[2u * row + 1u] = rstd; }
}`;
}

export function layerNormGradientWgsl(variant: RowVariant): string {
  return `${rowSum(variant)}${rowMain(variant)}
  let base = row * u.columns;
  let mean = stats[2u * row];
  let rstd = stats[2u * row + 1u];
  var sums = vec2f(0.0);
  for (var c = lane; c < u.columns; c += LANES) {
    let g = dy[base + c] * gamma[c];
    sums += vec2f(g, g * (x[base + c] - mean) * rstd);
  }
  sums = reduce(sums, lane) / f32(u.columns);
  for (var c = lane; c < u.columns; c += LANES) {
    let h = (x[base + c] - mean) * rstd;
    dx[base + c] = rstd * (dy[base + c] * gamma[c] - sums.x - h * sums.y);
  }
}`;
}

export function layerNormWeightsWgsl(): string {
  return `
fn terms(row: u32, column: u32) -> vec2f {
  let i = row * u.columns + column;
  return vec2f(dy[i] * (x[i] - stats[2u * row]) * stats[2u * row + 1u], dy[i]);
}
fn store(column: u32, sum: vec2f) { dgamma[column] = sum.x; dbeta[column] = sum.y; }
${COLUMN_SUMS}`;
}
