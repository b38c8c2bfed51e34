import type { DeviceTraits } from '../../device-traits';
import { rowSum } from '../../row-reduce';
import { LARGEST_LOSS_SCALE, PATIENCE } from './reference';

/** At most so many partial sums: enough to occupy a GPU, few enough that the second pass is nothing. A processor has few cores, and pays for each barrier. */
export function mostPartials({ software }: DeviceTraits): number {
  return software ? 64 : 512;
}
const SUM = rowSum({ shared: true });

/** Workgroup (64) w of W adds the squares of every W-th stretch of 256 elements into partial[w]. 512 bytes of workgroup memory. */
export function squaresWgsl(): string {
  return `${SUM}
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) lane: u32) {
  var sums = vec4f(0.0);
  for (var i = wid.x * 64u + lane; i < u.size; i += count.x * 64u) {
    let x = flat[i];
    let inside = (blocks[i / 16u] & 127) - 4 * i32(i % 16u);
    // A select and no product: what lies between parts may be NaN.
    sums += select(vec4f(0.0), x * x, vec4<i32>(0, 1, 2, 3) < vec4<i32>(inside));
  }
  let total = reduce(vec2f(sums.x + sums.y + sums.z + sums.w, 0.0), lane).x;
  if (lane == 0u) { partial[wid.x] = total; }
}`;
}

/** One workgroup: the norm, what to multiply gradients by, and the loss scale's next value. */
export function finishWgsl({ scaled }: { readonly scaled: boolean }): string {
  const update = scaled
    ? `
  let grown = lossScale[1] + 1.0 >= ${PATIENCE}.0;
  if (!finite) { lossScale[0] = max(1.0, loss * 0.5); lossScale[1] = 0.0; }
  else if (grown) { lossScale[0] = min(loss * 2.0, ${LARGEST_LOSS_SCALE}.0); lossScale[1] = 0.0; }
  else { lossScale[1] = lossScale[1] + 1.0; }`
    : '';
  return `${SUM}
@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var i = lane; i < u.size; i += 64u) { sum += partial[i]; }
  let total = reduce(vec2f(sum, 0.0), lane).x;
  if (lane != 0u) { return; }
  let loss = ${scaled ? 'lossScale[0]' : '1.0'};
  let value = sqrt(total) / loss;
  // By its bits: WGSL lets compilers assume that no number is NaN or infinite.
  let finite = (bitcast<u32>(total) & 0x7f800000u) != 0x7f800000u;
  var clip = 1.0;
  if (u.largest > 0.0) { clip = min(1.0, u.largest / (value + 1e-6)); }
  norm[0] = value;
  scale[0] = select(-1.0, clip / loss, finite);${update}
}`;
}
