import { at, type Numbers } from '../../numbers';

/** Softmax of scale * scores over the columns 0 .. t + offset of each row t, zeros beyond. scores is [..., T, S]. */
export function causalSoftmaxReference(
  scores: Numbers,
  time: number,
  columns: number,
  scale: number,
  offset: number,
): Numbers {
  const p = new Float64Array(scores.length);
  for (let row = 0; row < scores.length / columns; row++) {
    const base = row * columns;
    const seen = Math.min(columns, (row % time) + offset + 1);
    let max = Number.NEGATIVE_INFINITY;
    for (let s = 0; s < seen; s++) max = Math.max(max, scale * at(scores, base + s));
    let sum = 0;
    for (let s = 0; s < seen; s++) sum += Math.exp(scale * at(scores, base + s) - max);
    for (let s = 0; s < seen; s++) p[base + s] = Math.exp(scale * at(scores, base + s) - max) / sum;
  }
  return p;
}

/** dscores = scale p (dp - sum(p dp)); zero wherever p is. */
export function causalSoftmaxGradientReference(p: Numbers, dp: Numbers, columns: number, scale: number): Numbers {
  const d = new Float64Array(p.length);
  for (let base = 0; base < p.length; base += columns) {
    let dot = 0;
    for (let s = base; s < base + columns; s++) dot += at(p, s) * at(dp, s);
    for (let s = base; s < base + columns; s++) d[s] = scale * at(p, s) * (at(dp, s) - dot);
  }
  return d;
}
