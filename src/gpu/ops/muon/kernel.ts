import { elementwiseWgsl } from '../../elementwise';
import { rowReduction } from '../../row-reduce';
import { CHUNK, PIECE } from './plan';
import { A, B, C, EPSILON } from './reference';

const SUM = rowReduction({ lanes: 64, wide: false }, { name: 'over_lanes', type: 'f32', combined: 'a + b' });

/** Workgroup (64): one chunk of a piece, `p`; `body` is WGSL over its element `e`, whose places it computes with `source_of` and `group_of`. */
const chunkHead = `
${PIECE}
fn source_of(p: u32, e: u32) -> u32 {
  let width = piece(p, COLUMNS);
  return (e / width) * piece(p, STRIDE) + e % width;
}
fn group_of(p: u32, e: u32) -> u32 {
  let width = piece(p, COLUMNS);
  let turned = (e % width) * piece(p, ROWS) + e / width;
  return piece(p, GROUP) + select(e, turned, piece(p, TRANSPOSED) != 0u);
}
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) lane: u32) {
  let chunk = workgroup_index(wid, count);
  if (chunk >= u.chunks) { return; }
  let p = u32(table[2u * chunk]);
  let first = u32(table[2u * chunk + 1u]);
  let end = min(first + ${CHUNK}u, piece(p, ROWS) * piece(p, COLUMNS));`;

/** New momentum, directions by groups, sums of squares by chunks. 256 bytes of workgroup memory. */
export function momentaWgsl({ nesterov }: { readonly nesterov: boolean }): string {
  return `${SUM}${chunkHead}
  let scale = gradientScale[0];
  var sum = 0.0;
  for (var e = first + lane; e < end; e += 64u) {
    let place = source_of(p, e);
    let g = gradient[piece(p, SOURCE) + place] * scale;
    let m = u.kept * momentum[piece(p, MOMENTUM) + place] + u.rest * g;
    if (scale >= 0.0) { momentum[piece(p, MOMENTUM) + place] = m; }
    let d = ${nesterov ? 'u.kept * m + u.rest * g' : 'm'};
    directions[group_of(p, e)] = d;
    sum += d * d;
  }
  let total = over_lanes(sum, lane);
  if (lane == 0u) { squares[chunk] = total; }
}`;
}

/** Each piece over its norm, in place. 256 bytes of workgroup memory. */
export function normedWgsl(): string {
  return `${SUM}${chunkHead}
  var sum = 0.0;
  for (var k = lane; k < piece(p, CHUNKS); k += 64u) { sum += squares[piece(p, CHUNK) + k]; }
  let factor = 1.0 / (sqrt(over_lanes(sum, lane)) + ${EPSILON});
  for (var e = first + lane; e < end; e += 64u) { directions[piece(p, GROUP) + e] *= factor; }
}`;
}

export interface PolynomialVariant {
  /** Four elements an invocation, of one row. */
  readonly wide: boolean;
}

/** square = a I + b gram + c square. */
export function polynomialWgsl({ wide }: PolynomialVariant): string {
  const place = wide ? '4u * i' : 'i';
  return elementwiseWgsl(`
  let row = (${place} / u.side) % u.side;
  let column = ${place} % u.side;
  let one = ${wide ? 'select(vec4f(0.0), vec4f(1.0), vec4<u32>(0, 1, 2, 3) + column == vec4<u32>(row))' : 'select(0.0, 1.0, row == column)'};
  square[i] = ${A} * one + ${B} * gram[i] + ${C} * square[i];`);
}

/** The step itself. */
export function moveWgsl(): string {
  return `${chunkHead}
  let scale = gradientScale[0];
  if (scale < 0.0) { return; }
  let keep = select(1.0, u.keep, factors[2u * p + 1u] != 0.0);
  let rate = u.rate * factors[2u * p];
  for (var e = first + lane; e < end; e += 64u) {
    let place = piece(p, SOURCE) + source_of(p, e);
    parameter[place] = parameter[place] * keep - rate * orthogonal[group_of(p, e)];
  }
}`;
}
