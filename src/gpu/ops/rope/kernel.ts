import { elementwiseWgsl } from '../../elementwise';

/** One invocation a pair. `turns` holds (cos, sin) by position and pair. */
export function ropeWgsl(): string {
  return elementwiseWgsl(`
  let pair = i % u.half;
  let row = i / u.half;
  let turn = 2u * ((u.offset + row % u.time) * u.half + pair);
  let cosine = turns[turn];
  let sine = u.sign * turns[turn + 1u];
  let at = row * 2u * u.half + pair;
  let first = x[at];
  let second = x[at + u.half];
  y[at] = first * cosine - second * sine;
  y[at + u.half] = second * cosine + first * sine;`);
}

/** cos and sin by position and pair, in double precision before rounding: WGSL's own are off by 1e-3 at large angles. */
export function ropeTable(positions: number, headSize: number, theta: number): Float32Array {
  const half = headSize / 2;
  const table = new Float32Array(positions * headSize);
  for (let position = 0; position < positions; position++) {
    for (let i = 0; i < half; i++) {
      const angle = position * theta ** ((-2 * i) / headSize);
      table[2 * (position * half + i)] = Math.cos(angle);
      table[2 * (position * half + i) + 1] = Math.sin(angle);
    }
  }
  return table;
}
