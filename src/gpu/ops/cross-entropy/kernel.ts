import { INCLUDE_FOUR, ONLINE_SOFTMAX } from '../../online-softmax';
import { type RowLayout, rowHead, rowReduction } from '../../row-reduce';

/** The target of a row, and whether it counts; u.ignored holds the bits of an i32. */
const GOAL = `
fn counted(goal: i32, classes: u32) -> bool { return goal != bitcast<i32>(u.ignored) && goal >= 0 && goal < i32(classes); }`;

export interface LossVariant extends RowLayout {
  readonly smooth: boolean;
}

/** One pass over each row's logits. */
export function crossEntropyWgsl(variant: LossVariant): string {
  const { wide, smooth } = variant;
  return `${ONLINE_SOFTMAX}${INCLUDE_FOUR}${GOAL}
${rowReduction(variant, { name: 'reduce_pair', type: 'vec2f', combined: 'merge(a, b)' })}
${smooth ? rowReduction(variant, { name: 'reduce_sum', type: 'f32', combined: 'a + b' }) : ''}
${rowHead(variant)}
  let base = row * u.columns;
  let classes = u.columns * ${wide ? 4 : 1}u;
  var pair = NOTHING;
  ${smooth ? 'var added = 0.0;' : ''}
  for (var c = lane; c < columns; c += LANES) {
    let v = get_logits(base + c);
    pair = ${wide ? 'include_four' : 'include'}(pair, v);
    ${smooth ? `added += ${wide ? '(v.x + v.y) + (v.z + v.w)' : 'v'};` : ''}
  }
  pair = reduce_pair(pair, index);
  ${smooth ? 'let mean = reduce_sum(added, index) / f32(classes);' : ''}
  if (lane == 0u && row < u.rows) {
    let total = pair.x + log(pair.y);
    let goal = targets[row];
    lse[row] = total;
    var value = 0.0;
    if (counted(goal, classes)) {
      let at = u32(goal);
      let logit = ${wide ? 'get_logits(base + at / 4u)[at % 4u]' : 'get_logits(base + at)'};
      value = ${smooth ? '(1.0 - u.smoothing) * (total - logit) + u.smoothing * (total - mean)' : 'total - logit'};
    }
    loss[row] = value;
  }
}`;
}

export interface LossGradientVariant {
  readonly wide: boolean;
  readonly smooth: boolean;
  /** dy is one number for all rows and is multiplied by u.scale. */
  readonly scalar: boolean;
  readonly invocations: number;
}

/** A workgroup a row: its target and log-sum-exp are loaded once, and no index needs a division. */
export function crossEntropyGradientWgsl({ wide, smooth, scalar, invocations }: LossGradientVariant): string {
  const zero = wide ? 'vec4f()' : '0.0';
  const hit = wide ? 'vec4u(4u * c) + vec4u(0u, 1u, 2u, 3u) == vec4u(u32(goal))' : 'c == u32(goal)';
  const right = smooth ? '1.0 - u.smoothing' : '1.0';
  const loop = (value: string) =>
    `for (var c = index; c < u.columns; c += ${invocations}u) { put_dlogits(base + c, ${value}); }`;
  return `${GOAL}
@compute @workgroup_size(${invocations})
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) index: u32) {
  let row = workgroup_index(wid, count);
  if (row >= u.rows) { return; }
  let base = row * u.columns;
  let goal = targets[row];
  let classes = u.columns * ${wide ? 4 : 1}u;
  if (!counted(goal, classes)) {
    ${loop(zero)}
    return;
  }
  let total = lse[row];
  let each = ${scalar ? 'get_dy(0u) * u.scale' : 'get_dy(row)'};
  let even = ${smooth ? 'u.smoothing / f32(classes)' : '0.0'};
  ${loop(`(exp(get_logits(base + c) - total) - select(${zero}, ${zero} + ${right}, ${hit}) - even) * each`)}
}`;
}

/** One workgroup adds all N: each of its invocations every so manieth, then a tree. 4 bytes of workgroup memory an invocation. */
export function scaledSumWgsl({ invocations }: { readonly invocations: number }): string {
  return `
var<workgroup> sums: array<f32, ${invocations}>;
@compute @workgroup_size(${invocations})
fn main(@builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var i = lane; i < u.size; i += ${invocations}u) { sum += get_x(i); }
  sums[lane] = sum;
  workgroupBarrier();
  for (var half = ${invocations / 2}u; half > 0u; half /= 2u) {
    if (lane < half) { sums[lane] += sums[lane + half]; }
    workgroupBarrier();
  }
  if (lane == 0u) { total[0] = sums[0] * u.scale; }
}`;
}
