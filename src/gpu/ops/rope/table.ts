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
