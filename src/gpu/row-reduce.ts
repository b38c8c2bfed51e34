import type { DeviceTraits } from './device-traits';
import { u32 } from './dispatch';

/**
 * Kernels that own rows: on GPUs a workgroup of 64 shares a row, on software adapters, where a barrier costs more than the sum it guards,
 * 64 invocations take a row each. `lane` and `LANES` mean the same in both: the row's columns lane, lane + LANES, ... are this
 * invocation's.
 */
export interface RowVariant {
  readonly shared: boolean;
}

/** `rows` and `columns` are uniforms `u.rows` and `u.columns`. */
export function rowLaunch(rows: number, columns: number, { software }: DeviceTraits) {
  return {
    variant: { shared: !software },
    uniforms: { rows: u32(rows), columns: u32(columns) },
    workgroups: software ? Math.ceil(rows / 64) : rows,
  };
}

/**
 * `reduce(value, lane)` adds a vec2 over a row's invocations in a fixed order and gives all of them the sum. Every one must call it.
 * 512 bytes of workgroup memory where shared, one barrier per halving plus one that lets it be called again.
 */
export function rowSum({ shared }: RowVariant): string {
  if (!shared) return 'fn reduce(value: vec2f, lane: u32) -> vec2f { return value; }';
  return tree('reduce', 'lanes[lane] + lanes[lane + half]');
}

/** As `rowSum`, with `merge(a, b)` of the kernel instead of a sum, under the name `reduceBy`. */
export function rowMerge({ shared }: RowVariant): string {
  if (!shared) return 'fn reduceBy(value: vec2f, lane: u32) -> vec2f { return value; }';
  return tree('reduceBy', 'merge(lanes[lane], lanes[lane + half])');
}

function tree(name: string, combined: string): string {
  return `
var<workgroup> lanes: array<vec2f, 64>;
fn ${name}(value: vec2f, lane: u32) -> vec2f {
  lanes[lane] = value;
  workgroupBarrier();
  for (var half = 32u; half > 0u; half /= 2u) {
    if (lane < half) { lanes[lane] = ${combined}; }
    workgroupBarrier();
  }
  let total = lanes[0];
  workgroupBarrier();
  return total;
}`;
}

/** The head of `main`; rows beyond `u.rows` (a folded or uneven dispatch) leave at once. */
export function rowMain({ shared }: RowVariant): string {
  return `
const LANES = ${shared ? 64 : 1}u;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) index: u32) {
  let row = workgroup_index(wid, count)${shared ? '' : ' * 64u + index'};
  let lane = ${shared ? 'index' : '0u'};
  if (row >= u.rows) { return; }`;
}
