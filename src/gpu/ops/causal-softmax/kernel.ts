import { ONLINE_SOFTMAX } from '../../online-softmax';
import { type RowVariant, rowMain, rowMerge, rowSum } from '../../row-reduce';

/** Columns beyond t + offset are not even read. */
export function causalSoftmaxWgsl(variant: RowVariant): string {
  return `${ONLINE_SOFTMAX}${rowMerge(variant)}${rowMain(variant)}
  let base = row * u.columns;
  let seen = min(u.columns, row % u.time + u.offset + 1u);
  var pair = NOTHING;
  for (var s = lane; s < seen; s += LANES) { pair = include(pair, u.scale * scores[base + s]); }
  pair = reduceBy(pair, lane);
  let inverse = 1.0 / pair.y;
  for (var s = lane; s < seen; s += LANES) { p[base + s] = exp(u.scale * scores[base + s] - pair.x) * inverse; }
  for (var s = seen + lane; s < u.columns; s += LANES) { p[base + s] = 0.0; }
}`;
}

export function causalSoftmaxGradientWgsl(variant: RowVariant): string {
  return `${rowSum(variant)}${rowMain(variant)}
  let base = row * u.columns;
  let seen = min(u.columns, row % u.time + u.offset + 1u);
  var dot = 0.0;
  for (var s = lane; s < seen; s += LANES) { dot += p[base + s] * dp[base + s]; }
  dot = reduce(vec2f(dot, 0.0), lane).x;
  for (var s = lane; s < seen; s += LANES) { dscores[base + s] = u.scale * p[base + s] * (dp[base + s] - dot); }
  for (var s = seen + lane; s < u.columns; s += LANES) { dscores[base + s] = 0.0; }
}`;
}
