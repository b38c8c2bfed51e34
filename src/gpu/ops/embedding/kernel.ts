import { type RowLayout, rowHead } from '../../row-reduce';

/** Columns come in fours where `wide`, and `u.columns` counts them so. */
export interface EmbeddingVariant extends RowLayout {
  /** Row offset + t of a second table is added. */
  readonly positions: boolean;
}

const zero = (wide: boolean) => (wide ? 'vec4f()' : '0.0');

/** Gather. An id outside the table gives zeros, never another row's values; so does a position. */
export function embeddingWgsl(variant: EmbeddingVariant): string {
  const { wide, positions } = variant;
  const guarded = (inside: string, value: string) => `select(${zero(wide)}, ${value}, ${inside})`;
  return `${rowHead(variant)}
  let base = row * u.columns;
  let id = ids[min(row, u.rows - 1u)];
  let known = id >= 0 && id < i32(u.vocabulary);
  let source = select(0u, u32(id) * u.columns, known);
  ${
    positions
      ? `let position = u.offset + row % u.time;
  let placed = position < u.positions;
  let place = select(0u, position * u.columns, placed);`
      : ''
  }
  for (var c = lane; c < columns; c += LANES) {
    put_y(base + c, ${guarded('known', 'get_table(source + c)')}${positions ? ` + ${guarded('placed', 'get_positions(place + c)')}` : ''});
  }
}`;
}

export interface EmbeddingGradientVariant {
  readonly wide: boolean;
  readonly positions: boolean;
  /** From sorted positions: each row of the table adds its id's run in order. Else each scans all N ids, which costs V * C * N. */
  readonly sorted: boolean;
  /** A gradient that the table has from elsewhere is the first term. */
  readonly onto: boolean;
  readonly software: boolean;
}

/** Workgroup (32, 8) on GPUs. */
const LANES = 32;
const SLICES = 8;
/** Workgroup (8) and 8 rows for each on software adapters. */
const SOFTWARE_LANES = 8;
export const SOFTWARE_ROWS = 8;

/**
 * Rows of the table's gradient, then those of the positions'. Each adds up rows of dy, by number `run.x` to `run.y`: those of its id's run, or one
 * a sequence.
 */
export function embeddingGradientWgsl(variant: EmbeddingGradientVariant): string {
  const { wide, positions, sorted, onto, software } = variant;
  const type = wide ? 'vec4f' : 'f32';
  return `
fn run_of(row: u32) -> vec2u {
  if (row < u.rows) { return ${sorted ? 'vec2u(u32(starts[row]), u32(starts[row + 1u]))' : 'vec2u(0u, u.tokens)'}; }
  // None for a position that is not in use; below u.offset the difference wraps around and is beyond u.time too.
  return vec2u(0u, select(0u, u.tokens / u.time, row - u.rows - u.offset < u.time));
}
fn add_run(row: u32, run: vec2u, step: u32, c: u32, start: ${type}) -> ${type} {
  var sum = start;
  ${
    positions
      ? `if (row >= u.rows) {
    let t = row - u.rows - u.offset;
    for (var at = run.x; at < run.y; at += step) { sum += get_dy((at * u.time + t) * u.columns + c); }
    return sum;
  }`
      : ''
  }
  for (var at = run.x; at < run.y; at += step) {
    ${
      sorted
        ? 'sum += get_dy(u32(order[at]) * u.columns + c);'
        : 'if (ids[at] == i32(row)) { sum += get_dy(at * u.columns + c); }'
    }
  }
  return sum;
}
fn first(row: u32, c: u32) -> ${type} { ${onto ? 'if (row < u.rows) { return get_onto(row * u.columns + c); }' : ''} return ${type}(); }
fn store(row: u32, c: u32, sum: ${type}) {
  ${positions ? 'if (row >= u.rows) { put_dpositions((row - u.rows) * u.columns + c, sum); return; }' : ''}
  put_dtable(row * u.columns + c, sum);
}
${software ? DIRECT : sliced(type)}`;
}

const HEAD = `
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) index: u32) {`;

/** Invocations side by side in the columns, one row after the other. */
const DIRECT = `
@compute @workgroup_size(${SOFTWARE_LANES})${HEAD}
  let top = workgroup_index(wid, count) * ${SOFTWARE_ROWS}u;
  for (var row = top; row < min(top + ${SOFTWARE_ROWS}u, u.all); row++) {
    let run = run_of(row);
    for (var c = index; c < u.columns; c += ${SOFTWARE_LANES}u) { store(row, c, add_run(row, run, 1u, c, first(row, c))); }
  }
}`;

/** A row a workgroup: 32 columns, or fours, side by side, and 8 slices of a run whose sums are added in order; 4 KB of workgroup memory. */
function sliced(type: string): string {
  return `
var<workgroup> slices: array<${type}, ${LANES * SLICES}>;
@compute @workgroup_size(${LANES}, ${SLICES})${HEAD}
  let row = workgroup_index(wid, count);
  if (row >= u.all) { return; }
  let run = run_of(row);
  if (run.x == run.y) {
    for (var c = index; c < u.columns; c += ${LANES * SLICES}u) { store(row, c, first(row, c)); }
    return;
  }
  let lane = index % ${LANES}u;
  let slice = index / ${LANES}u;
  for (var tile = 0u; tile < u.columns; tile += ${LANES}u) {
    let c = tile + lane;
    if (c < u.columns) { slices[index] = add_run(row, vec2u(run.x + slice, run.y), ${SLICES}u, c, ${type}()); }
    workgroupBarrier();
    if (slice == 0u && c < u.columns) {
      var sum = first(row, c);
      for (var i = 0u; i < ${SLICES}u; i++) { sum += slices[i * ${LANES}u + lane]; }
      store(row, c, sum);
    }
    workgroupBarrier();
  }
}`;
}
