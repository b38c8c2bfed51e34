import { HOLDERS, type Layout } from './rows';

/** Ways of computing the same: candidates of `choose`. */
export type Plan =
  /** Each invocation owns `rows` rows in its registers and goes through the other operand `step` rows at a time. */
  | { readonly kind: 'direct'; readonly rows: number; readonly step: number; readonly subgroups: boolean }
  /** Tiles of 32 x 32 scores through workgroup memory. */
  | { readonly kind: 'tiled' };

/** All that the WGSL of the three kernels depends on. */
export interface AttentionVariant {
  readonly layout: Layout;
  /** Loads are four wide: the head size is a multiple of 4. A `unit` below is one load. */
  readonly wide: boolean;
  /** Units of a head. */
  readonly units: number;
  readonly causal: boolean;
  readonly lengths: boolean;
  readonly plan: Plan;
}

/** Lines with an index, joined: kernels are unrolled over what is held in registers. */
export const each = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');
export const list = (count: number, item: (i: number) => string, separator = ', '): string =>
  Array.from({ length: count }, (_, i) => item(i)).join(separator);

/** Less than any score; infinities would make NaN of a difference. */
const NOTHING = '-3.4e38';

/** What all kernels begin with: operands by role, and which keys are seen. Offsets count units. */
export function head({ layout, wide, causal, lengths }: AttentionVariant): string {
  const holder = HOLDERS[layout];
  return `
alias Unit = ${wide ? 'vec4f' : 'f32'};
const NOTHING = ${NOTHING};
fn product(a: Unit, b: Unit) -> f32 { return ${wide ? 'dot(a, b)' : 'a * b'}; }
fn query(i: u32) -> Unit { return get_q(i); }
fn key(i: u32) -> Unit { return get_${holder.k}(i); }
fn value(i: u32) -> Unit { return get_${holder.v}(i); }
/** Keys of batch entry b that are there. */
fn present(b: u32) -> u32 { return ${lengths ? 'min(u.keys, u32(max(lengths[b], 0)))' : 'u.keys'}; }
/** Of n present keys, how many row t sees. */
fn seen(t: u32, n: u32) -> u32 { return ${causal ? 'min(n, t + u.offset + 1u)' : 'n'}; }
fn queryRow(b: u32, t: u32, h: u32) -> u32 { return (b * u.time + t) * u.qStride + h * u.units; }
fn outRow(b: u32, t: u32, h: u32) -> u32 { return ((b * u.time + t) * u.heads + h) * u.units; }
fn keyRow(b: u32, s: u32, h: u32) -> u32 { return (b * u.keys + s) * u.kStride + u.kFirst + h * u.units; }
fn valueRow(b: u32, s: u32, h: u32) -> u32 { return (b * u.keys + s) * u.vStride + u.vFirst + h * u.units; }
fn statsRow(b: u32, t: u32, h: u32) -> u32 { return 3u * ((b * u.time + t) * u.heads + h); }
`;
}

/** Where the second gradient kernel writes: packed rows have one tensor for all gradients. */
export function gradientTargets({ layout }: AttentionVariant): string {
  const packed = layout === 'packed';
  return `
fn putKey(i: u32, x: Unit) { put_${packed ? 'dq' : 'dk'}(i, x); }
fn putValue(i: u32, x: Unit) { put_${packed ? 'dq' : 'dv'}(i, x); }`;
}
