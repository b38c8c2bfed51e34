import { rowSum } from '../../row-reduce';

const SUM = rowSum({ shared: true });

/** Partial sums per tensor: enough to occupy a GPU, few enough that the second pass is nothing. */
export const CHUNKS = 64;
/** Tensors per dispatch: with the partial sums and room to spare, within WebGPU's default of 8 storage buffers. */
export const GROUP = 7;

export const tensorName = (i: number) => `x${i}`;

/** Workgroup (chunk, tensor) adds the squares of every CHUNKS-th stretch of 64 elements into partial[u.first + tensor][chunk]. */
export function squaresWgsl({ count }: { readonly count: number }): string {
  const cases = Array.from({ length: count }, (_, i) => {
    const x = tensorName(i);
    return `case ${i}u: { for (var at = start; at < u.size${i}; at += ${CHUNKS * 64}u) { sum += ${x}[at] * ${x}[at]; } }`;
  });
  return `${SUM}
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let start = wid.x * 64u + lane;
  var sum = 0.0;
  switch wid.y {
    ${cases.join('\n    ')}
    default: {}
  }
  let total = reduce(vec2f(sum, 0.0), lane).x;
  if (lane == 0u) { partial[(u.first + wid.y) * ${CHUNKS}u + wid.x] = total; }
}`;
}

/** One workgroup: the root of the sum of all partial sums. */
export function rootWgsl(): string {
  return `${SUM}
@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var i = lane; i < u.size; i += 64u) { sum += partial[i]; }
  let total = reduce(vec2f(sum, 0.0), lane).x;
  if (lane == 0u) { norm[0] = sqrt(total); }
}`;
}

export function clipScaleWgsl(): string {
  return `
@compute @workgroup_size(1)
fn main() { scale[0] = min(1.0, u.largest / (norm[0] + 1e-6)); }`;
}
