import { backend, getBackend } from '@tensorflow/tfjs';
import { webgpuInternals } from './backend';
import { type DeviceTraits, traitsOf } from './device-traits';
import { u32 } from './dispatch';

/**
 * Kernels that own rows: workgroups of 64 invocations, `lanes` of which (a power of two up to 64) share a row, so that a workgroup has
 * 64 / lanes rows. Few lanes suit software adapters, where a barrier costs more than the sum it guards; many suit GPUs, whose neighbouring
 * invocations then read neighbouring columns.
 */
export interface RowLayout {
  readonly lanes: number;
  /** Columns come as vec4: `u.columns` counts fours. Only where their number is a multiple of 4. */
  readonly wide: boolean;
}

/** Traits of the device that tfjs computes on now, for wrappers that decide before a kernel is built. */
export function traitsNow(): DeviceTraits {
  return getBackend() === 'webgpu' ? traitsOf(webgpuInternals(backend()).device) : { software: true };
}

export function rowLayout(columns: number, { software }: DeviceTraits): RowLayout {
  const wide = columns % 4 === 0;
  const units = wide ? columns / 4 : columns;
  // Two or more columns a lane: below that, lanes would only wait for each other.
  const lanes = [64, 32, 16, 8].find((count) => 2 * count <= units) ?? 8;
  return { lanes: software ? 1 : lanes, wide };
}

/** `rows` and `columns` become uniforms `u.rows` and `u.columns`. */
export function rowLaunchOf(rows: number, columns: number, layout: RowLayout) {
  return {
    variant: layout,
    uniforms: { rows: u32(rows), columns: u32(layout.wide ? columns / 4 : columns) },
    workgroups: Math.ceil((rows * layout.lanes) / 64),
  };
}

/** The type of a column: `COLUMN`, and its sum over the four or one that it is: `across(value)`. */
export function columnType({ wide }: Pick<RowLayout, 'wide'>): string {
  return wide
    ? 'alias COLUMN = vec4f;\nfn across(value: vec4f) -> f32 { return value.x + value.y + value.z + value.w; }'
    : 'alias COLUMN = f32;\nfn across(value: f32) -> f32 { return value; }';
}

/**
 * The head of `main`: `row`, this invocation's `lane` in it, and `columns`, the number of columns, 0 beyond the last row: no invocation leaves,
 * since all must reach the barriers. The row's columns lane, lane + LANES, ... are this invocation's.
 */
export function rowHead({ lanes }: RowLayout): string {
  return `
const LANES = ${lanes}u;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) index: u32) {
  let row = workgroup_index(wid, count) * ${64 / lanes}u + index / LANES;
  let lane = index % LANES;
  let columns = select(0u, u.columns, row < u.rows);`;
}

/**
 * `name(value, index)`: values of `type` of the invocations of each row combined in a fixed order; all of a row get the result, and every
 * invocation of the workgroup must call it. `combined` is WGSL over `a` and `b`. 64 values of workgroup memory and one barrier per halving plus two where lanes share.
 */
export function rowReduction(
  { lanes }: RowLayout,
  { name, type, combined }: { readonly name: string; readonly type: string; readonly combined: string },
): string {
  if (lanes === 1) return `fn ${name}(value: ${type}, index: u32) -> ${type} { return value; }`;
  return `
var<workgroup> ${name}_lanes: array<${type}, 64>;
fn ${name}(value: ${type}, index: u32) -> ${type} {
  ${name}_lanes[index] = value;
  workgroupBarrier();
  for (var half = ${lanes / 2}u; half > 0u; half /= 2u) {
    if (index % ${lanes}u < half) {
      let a = ${name}_lanes[index];
      let b = ${name}_lanes[index + half];
      ${name}_lanes[index] = ${combined};
    }
    workgroupBarrier();
  }
  let total = ${name}_lanes[index - index % ${lanes}u];
  workgroupBarrier();
  return total;
}`;
}

/** The two layouts of kernels that take rows of single columns: all 64 invocations share one, or each has its own. */
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

const plain = ({ shared }: RowVariant): RowLayout => ({ lanes: shared ? 64 : 1, wide: false });

/** `reduce(value, lane)` adds a vec2 over a row's invocations in a fixed order and gives all of them the sum. Every one must call it. */
export function rowSum(variant: RowVariant): string {
  return rowReduction(plain(variant), { name: 'reduce', type: 'vec2f', combined: 'a + b' });
}

/** As `rowSum`, with `merge(a, b)` of the kernel instead of a sum, under the name `reduceBy`. */
export function rowMerge(variant: RowVariant): string {
  return rowReduction(plain(variant), { name: 'reduceBy', type: 'vec2f', combined: 'merge(a, b)' });
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
