import { COLUMN_SUMS } from '../../column-sums';
import { columnType, type RowLayout, rowHead, rowReduction } from '../../row-reduce';

/** What a norm's kernels are made for. */
export interface NormVariant extends RowLayout {
  /** LayerNorm: the mean is taken off and there is a beta. Else RMSNorm. */
  readonly centred: boolean;
  /** The row is x + branch, written to `sum`. */
  readonly branch: boolean;
}

/** Mean first, then the variance about it: a single pass of squares cancels badly for rows far from zero. */
export function normWgsl(variant: NormVariant): string {
  const { centred, branch } = variant;
  const row = branch ? 'get_sum' : 'get_x';
  const loop = (body: string) => `for (var c = lane; c < columns; c += LANES) { ${body} }`;
  const mean = `
  var added = COLUMN();
  ${loop(branch ? 'let v = get_x(base + c) + get_branch(base + c); put_sum(base + c, v); added += v;' : 'added += get_x(base + c);')}
  let mean = reduce(across(added), index) / size;`;
  return `${columnType(variant)}${rowReduction(variant, { name: 'reduce', type: 'f32', combined: 'a + b' })}${rowHead(variant)}
  let base = row * u.columns;
  let size = f32(u.columns * ${variant.wide ? 4 : 1}u);${centred ? mean : ''}
  var squares = COLUMN();
  ${
    centred
      ? loop(`let d = ${row}(base + c) - mean; squares += d * d;`)
      : loop(
          branch
            ? 'let v = get_x(base + c) + get_branch(base + c); put_sum(base + c, v); squares += v * v;'
            : 'let v = get_x(base + c); squares += v * v;',
        )
  }
  let rstd = 1.0 / sqrt(reduce(across(squares), index) / size + u.eps);
  ${loop(
    centred
      ? `put_y(base + c, (${row}(base + c) - mean) * rstd * get_gamma(c) + get_beta(c));`
      : `put_y(base + c, ${row}(base + c) * rstd * get_gamma(c));`,
  )}
  if (lane == 0u && row < u.rows) { ${centred ? 'stats[2u * row] = mean; stats[2u * row + 1u] = rstd;' : 'stats[row] = rstd;'} }
}`;
}

/** What a norm's gradient is made for. */
export interface NormGradientVariant extends RowLayout {
  readonly centred: boolean;
  /** Rows a workgroup. */
  readonly rows: number;
  readonly invocations: number;
  /** x went on beside its norm: the gradient that it had there is added. */
  readonly pass: boolean;
  /** The sum's second half gets the same gradient in its own type. */
  readonly branch: boolean;
}

/**
 * A workgroup owns a block of rows. First `lanes` invocations a row add the two sums that each row needs (8 bytes of workgroup memory for
 * each lane of each row); then each invocation owns columns and goes down the rows, so that the block's share of gamma's and
 * beta's gradient falls out in registers, in a fixed order.
 */
export function normGradientWgsl(variant: NormGradientVariant): string {
  const { centred, rows, lanes, invocations, pass, branch } = variant;
  const stats = centred
    ? 'let mean = stats[2u * row]; let rstd = stats[2u * row + 1u];'
    : 'let mean = 0.0; let rstd = stats[row];';
  return `${columnType(variant)}
const LANES = ${lanes}u;
var<workgroup> sums: array<vec2f, ${rows * lanes}>;
@compute @workgroup_size(${invocations})
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) index: u32) {
  let block = workgroup_index(wid, count);
  let first = block * ${rows}u;
  if (first >= u.rows) { return; }
  let rows = min(${rows}u, u.rows - first);
  let size = f32(u.columns * ${variant.wide ? 4 : 1}u);
  let lane = index % LANES;
  for (var r = index / LANES; r < rows; r += ${invocations / lanes}u) {
    let row = first + r;
    let base = row * u.columns;
    ${stats}
    var plain = COLUMN();
    var dot = COLUMN();
    for (var c = lane; c < u.columns; c += LANES) {
      let g = get_dy(base + c) * get_gamma(c);
      ${centred ? 'plain += g;' : ''}
      dot += g * (get_x(base + c) - mean) * rstd;
    }
    sums[r * LANES + lane] = vec2f(across(plain), across(dot)) / size;
  }
  workgroupBarrier();
  ${
    lanes > 1
      ? `for (var r = index; r < rows; r += ${invocations}u) {
    var sum = sums[r * LANES];
    for (var i = 1u; i < LANES; i++) { sum += sums[r * LANES + i]; }
    sums[r * LANES] = sum;
  }
  workgroupBarrier();`
      : ''
  }
  for (var c = index; c < u.columns; c += ${invocations}u) {
    let gain = get_gamma(c);
    var gamma_sum = COLUMN();
    var beta_sum = COLUMN();
    for (var r = 0u; r < rows; r++) {
      let row = first + r;
      let i = row * u.columns + c;
      ${stats}
      let sum = sums[r * LANES];
      let d = get_dy(i);
      let h = (get_x(i) - mean) * rstd;
      let value = rstd * (d * gain${centred ? ' - sum.x' : ''} - h * sum.y)${pass ? ' + get_dpass(i)' : ''};
      put_dx(i, value);
      ${branch ? 'put_dbranch(i, value);' : ''}
      gamma_sum += d * h;
      beta_sum += d;
    }
    ${
      centred
        ? 'put_shares(2u * block * u.columns + c, gamma_sum); put_shares((2u * block + 1u) * u.columns + c, beta_sum);'
        : 'put_shares(block * u.columns + c, gamma_sum);'
    }
  }
}`;
}

/** Who adds up the blocks' shares: one invocation a column, which needs no barrier, or 16 of them (`COLUMN_SUMS`). */
export interface NormWeightsVariant {
  readonly centred: boolean;
  readonly software: boolean;
}

/** The blocks' shares added up, in order. */
export function normWeightsWgsl({ centred, software }: NormWeightsVariant): string {
  const terms = `
fn terms(row: u32, column: u32) -> vec2f {
  ${
    centred
      ? 'return vec2f(shares[2u * row * u.columns + column], shares[(2u * row + 1u) * u.columns + column]);'
      : 'return vec2f(shares[row * u.columns + column], 0.0);'
  }
}
fn store(column: u32, sum: vec2f) { dgamma[column] = sum.x; ${centred ? 'dbeta[column] = sum.y;' : ''} }`;
  if (!software) return `${terms}${COLUMN_SUMS}`;
  return `${terms}
@compute @workgroup_size(16)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) index: u32) {
  let column = workgroup_index(wid, count) * 16u + index;
  if (column >= u.columns) { return; }
  var sum = vec2f(0.0);
  for (var row = 0u; row < u.rows; row++) { sum += terms(row, column); }
  store(column, sum);
}`;
}
