import type { Product } from './product';

export const each = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

/**
 * `a4(base, outer, inner)` and `b4`: four neighbours of an operand along its innermost dimension, zeros past that dimension's end. `outer` must
 * exist; where the operand is read four wide, `inner` must be a multiple of 4 and exist.
 */
export function operandsWgsl({ transposeA, transposeB, wideA, wideB }: Product): string {
  return operand('a', transposeA ? 'u.m' : 'u.k', wideA) + operand('b', transposeB ? 'u.k' : innermostB, wideB);
}

/** B of a gated product has 2 N rows, transposed: its innermost dimension is K then. */
const innermostB = 'u.n';

function operand(name: string, length: string, wide: boolean): string {
  if (wide)
    return `
fn ${name}4(base: u32, outer: u32, inner: u32) -> vec4f { return get_${name}((base + outer * ${length} + inner) / 4u); }`;
  return `
fn ${name}4(base: u32, outer: u32, inner: u32) -> vec4f {
  let at = base + outer * ${length};
  let last = ${length} - 1u;
  let i = min(vec4u(inner, inner + 1u, inner + 2u, inner + 3u), vec4u(last));
  let values = vec4f(get_${name}(at + i.x), get_${name}(at + i.y), get_${name}(at + i.z), get_${name}(at + i.w));
  return select(vec4f(0.0), values, vec4u(inner, inner + 1u, inner + 2u, inner + 3u) <= vec4u(last));
}`;
}

/** The head of every `main`: which product, which slice of K (`from` .. `to`), and where the operands begin. */
export const PLACE = `
  let z = wid.z;
  let p = z / u.slices;
  let start = (z % u.slices) * u.depth;
  let end = min(start + u.depth, u.k);
  let baseA = p * u.m * u.k;
  let baseB = p * u.k * u.n;`;
