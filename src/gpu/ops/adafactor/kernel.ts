import { flatWgsl } from '../../flat/elementwise';
import { DECAYED } from '../../flat/layout';
import { columnType, type RowLayout, rowReduction } from '../../row-reduce';
import { EPSILON } from './reference';
import { PART } from './tables';

/**
 * One workgroup (64) for 64 / lanes rows of any matrix; row k of the flat row state belongs to matrix table[k / 64]. `term` is WGSL over a unit of gradients
 * `g` (four or one) and its column `c`, `store` over the row's `sum`.
 */
function rowPass(layout: RowLayout, term: string, store: string): string {
  const { lanes, wide } = layout;
  return `
${PART}
${columnType(layout)}
${rowReduction(layout, { name: 'over_lanes', type: 'f32', combined: 'a + b' })}
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) index: u32) {
  let head = workgroup_index(wid, count) * ${64 / lanes}u;
  if (head >= u.size) { return; }
  let owner = u32(table[head / 64u]);
  let height = part(owner, rows);
  // Most of a small matrix's block of 64 is empty.
  if (head - part(owner, rowOffset) >= height) { return; }
  let k = head + index / ${lanes}u;
  let row = k - part(owner, rowOffset);
  let valid = row < height;
  let all = part(owner, columns);
  let start = (part(owner, offset) + row * all) / ${wide ? 4 : 1}u;
  let first = part(owner, columnOffset) / ${wide ? 4 : 1}u;
  let units = select(0u, all / ${wide ? 4 : 1}u, valid);
  let scale = gradientScale[0];
  var total = COLUMN(0.0);
  for (var c = index % ${lanes}u; c < units; c += ${lanes}u) {
    let g = gradient[start + c] * scale;
    total += ${term};
  }
  let sum = over_lanes(across(total), index);
  if (index % ${lanes}u == 0u && valid) { ${store} }
}`;
}

export function rowsWgsl(layout: RowLayout): string {
  return rowPass(
    layout,
    `g * g + COLUMN(${EPSILON})`,
    'if (scale >= 0.0) { moment[k] = u.kept * moment[k] + u.rest * sum / f32(all); }',
  );
}

/** `weighed` has a number a row of the flat row state. */
export function weighedWgsl(layout: RowLayout): string {
  return rowPass(layout, 'g * g / columnMeans[first + c]', 'weighed[k] = sum;');
}

/**
 * Workgroup (16, 16): 16 columns, or fours of columns, of a matrix; 16 invocations a column add every sixteenth row, then their sums are added
 * in order. 1 or 4 KB of workgroup memory.
 */
export function columnsWgsl({ wide }: Pick<RowLayout, 'wide'>): string {
  const unit = wide ? 4 : 1;
  return `
${PART}
${columnType({ wide })}
var<workgroup> sums: array<COLUMN, 256>;
@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_id) lid: vec3<u32>) {
  let head = workgroup_index(wid, count) * 16u;
  if (head * ${unit}u >= u.size) { return; }
  let owner = u32(table[head * ${unit}u / 64u]);
  let width = part(owner, columns);
  let height = part(owner, rows);
  if (head * ${unit}u - part(owner, columnOffset) >= width) { return; }
  let k = head + lid.x;
  let column = k * ${unit}u - part(owner, columnOffset);
  let valid = column < width;
  let start = (part(owner, offset) + column) / ${unit}u;
  let scale = gradientScale[0];
  var sum = COLUMN(0.0);
  if (valid) {
    for (var row = lid.y; row < height; row += 16u) {
      let g = gradient[start + row * (width / ${unit}u)] * scale;
      sum += g * g + COLUMN(${EPSILON});
    }
  }
  sums[lid.y * 16u + lid.x] = sum;
  workgroupBarrier();
  if (lid.y == 0u && valid && scale >= 0.0) {
    for (var i = 1u; i < 16u; i++) { sum += sums[i * 16u + lid.x]; }
    moment[k] = u.kept * moment[k] + u.rest * sum / f32(height);
  }
}`;
}

export interface Kinds {
  /** Some part is a matrix, and so there are row and column moments. */
  readonly factored: boolean;
  /** Some part is none. */
  readonly full: boolean;
}

/** One workgroup (64) a part. Two sums over rows of a matrix, one over elements of what is none. */
export function figuresWgsl({ factored, full }: Kinds): string {
  const lanes = { lanes: 64, wide: false };
  const matrices = factored
    ? `
  let height = part(p, rows);
  let first = part(p, rowOffset);
  var sum = 0.0;
  for (var k = lane; k < height; k += 64u) { sum += rowMeans[first + k]; }
  let average = over_lanes(sum, lane) / f32(max(height, 1u));
  let mean = select(1.0, average, height > 0u);
  for (var k = lane; k < height; k += 64u) { squares += weighed[first + k] * (mean / rowMeans[first + k]); }`
    : 'let height = 0u; let mean = 1.0;';
  const others = full
    ? `
  if (height == 0u && scale >= 0.0) {
    for (var i = lane; i < part(p, size); i += 64u) {
      let g = gradient[part(p, offset) + i] * scale;
      let v = u.kept * moment[part(p, fullOffset) + i] + u.rest * (g * g + ${EPSILON});
      moment[part(p, fullOffset) + i] = v;
      squares += g * g / v;
    }
  }`
    : '';
  return `
${PART}
${rowReduction(lanes, { name: 'over_lanes', type: 'f32', combined: 'a + b' })}
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let p = wid.x;
  let scale = gradientScale[0];
  var squares = 0.0;
  ${matrices}
  ${others}
  let total = over_lanes(squares, lane);
  if (lane != 0u) { return; }
  let rms = sqrt(total / f32(part(p, size)));
  var clip = 1.0;
  if (u.threshold > 0.0) { clip = 1.0 / max(1.0, rms / u.threshold); }
  figures[2u * p] = clip;
  figures[2u * p + 1u] = mean;
}`;
}

/** One invocation for four elements; where columns are no multiple of four, these four may lie in different rows. */
export function updateWgsl({ factored, full, wide }: Kinds & Pick<RowLayout, 'wide'>): string {
  const matrix = wide
    ? `
      let row = e / width;
      let root = inverseSqrt(rowMeans[part(p, rowOffset) + row] / mean);
      inverse = root * inverseSqrt(columnMeans[(part(p, columnOffset) + e - row * width) / 4u]);`
    : `
      for (var k = 0u; k < 4u; k++) {
        let row = (e + k) / width;
        let root = inverseSqrt(rowMeans[part(p, rowOffset) + min(row, part(p, rows) - 1u)] / mean);
        inverse[k] = root * inverseSqrt(columnMeans[part(p, columnOffset) + e + k - row * width]);
      }`;
  const matrices = factored ? `if (width > 0u) { ${matrix} }` : '';
  const others = full ? 'if (width == 0u) { inverse = inverseSqrt(moment[(part(p, fullOffset) + e) / 4u]); }' : '';
  return flatWgsl(
    `
  let scale = gradientScale[0];
  if (scale < 0.0) { return; }
  let p = u32(block) >> 8u;
  let e = 4u * i - part(p, offset);
  let width = part(p, columns);
  let mean = figures[2u * p + 1u];
  var inverse = vec4f(0.0);
  ${matrices}
  ${others}
  let keep = select(1.0, u.keep, (block & ${DECAYED}) != 0);
  let moved = parameter[i] * keep - (u.rate * figures[2u * p]) * (gradient[i] * scale) * inverse;`,
    { parameter: 'moved' },
    { table: 'table', functions: PART },
  );
}
