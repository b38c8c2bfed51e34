import { COLUMN_SUMS } from '../../column-sums';
import { type RowVariant, rowMain, rowSum } from '../../row-reduce';

export function rmsNormWgsl(variant: RowVariant): string {
  return `${rowSum(variant)}${rowMain(variant)}
  let base = row * u.columns;
  var squares = 0.0;
  for (var c = lane; c < u.columns; c += LANES) { squares += x[base + c] * x[base + c]; }
  let r = 1.0 / sqrt(reduce(vec2f(squares, 0.0), lane).x / f32(u.columns) + u.eps);
  for (var c = lane; c < u.columns; c += LANES) { y[base + c] = x[base + c] * r * gamma[c]; }
  if (lane == 0u) { rms[row] = r; }
}`;
}

export function rmsNormGradientWgsl(variant: RowVariant): string {
  return `${rowSum(variant)}${rowMain(variant)}
  let base = row * u.columns;
  let r = rms[row];
  var dot = 0.0;
  for (var c = lane; c < u.columns; c += LANES) { dot += dy[base + c] * gamma[c] * x[base + c]; }
  dot = reduce(vec2f(dot, 0.0), lane).x * r * r / f32(u.columns);
  for (var c = lane; c < u.columns; c += LANES) { dx[base + c] = r * (dy[base + c] * gamma[c] - x[base + c] * dot); }
}`;
}

export function rmsNormWeightsWgsl(): string {
  return `
fn terms(row: u32, column: u32) -> vec2f {
  let i = row * u.columns + column;
  return vec2f(dy[i] * x[i] * rms[row], 0.0);
}
fn store(column: u32, sum: vec2f) { dgamma[column] = sum.x; }
${COLUMN_SUMS}`;
}
