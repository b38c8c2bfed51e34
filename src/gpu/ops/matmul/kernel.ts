/**
 * C[p] = op(A[p]) op(B[p]) + bias. Three kernels, each guarded at every edge:
 * - `tiled`: 64 x 64 of C a workgroup through workgroup memory. What GPUs like.
 * - `direct`: no workgroup memory; each invocation owns 8 rows x 4 columns, rows taken from the workgroup id so that loads of A are the same
 *   for all invocations, all loads four wide. What software adapters like: 2 to 3 times `tiled` on lavapipe.
 * - `plain`: `direct` with single loads, for sizes that are no multiples of 4.
 */
export interface MatMulVariant {
  readonly kind: 'tiled' | 'direct' | 'plain';
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly bias: boolean;
  /** Invocations of a `direct` or `plain` workgroup. */
  readonly width: number;
}
/** Rows of C that a workgroup of `direct` and `plain` owns; its columns are 4 * width. */
export const ROWS = 8;
/** Rows and columns of C that a workgroup of `tiled` owns. */
export const TILE = 64;
const DEPTH = 16;

export function matMulWgsl(variant: MatMulVariant): string {
  if (variant.kind === 'tiled') return tiled(variant);
  return variant.kind === 'direct' ? direct(variant) : plain(variant);
}

/** Bindings of `direct` are four wide. */
export function matMulTypes({ kind }: MatMulVariant) {
  return kind === 'direct' ? ({ a: 'vec4f', b: 'vec4f', c: 'vec4f', bias: 'vec4f' } as const) : {};
}

const place = ({ width }: MatMulVariant) => `
@compute @workgroup_size(${width})
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let columnBlocks = (u.n + ${4 * width - 1}u) / ${4 * width}u;
  let row0 = (wid.x / columnBlocks) * ${ROWS}u;
  let col0 = (wid.x % columnBlocks) * ${4 * width}u + lane * 4u;
  let p = wid.y + wid.z * 65535u;
  if (p >= u.batch || col0 >= u.n) { return; }
  let baseA = p * u.m * u.k;
  let baseB = p * u.k * u.n;
`;

const each = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

/** Needs n and k (for A stored transposed: n and m) to be multiples of 4. Rows past the end read the last row and are not stored. */
function direct(variant: MatMulVariant): string {
  const { transposeA, transposeB, bias } = variant;
  const rows = each(
    ROWS,
    (r) => `  let start${r} = baseA + min(row0 + ${r}u, u.m - 1u) * u.k;\n  var sum${r} = vec4f(0.0);`,
  );
  const rowsA = each(ROWS, (r) => `    let a${r} = a[(start${r} + l) / 4u];`);
  let loop: string;
  if (transposeA) {
    // m is a multiple of 4, so the first four rows exist when row0 does; the last four may not.
    loop = `
  let second = min(row0 + 4u, u.m - 4u);
  for (var l = 0u; l < u.k; l++) {
    let lo = a[(baseA + l * u.m + row0) / 4u];
    let hi = a[(baseA + l * u.m + second) / 4u];
    let right = b[(baseB + l * u.n + col0) / 4u];
${each(ROWS, (r) => `    sum${r} += ${r < 4 ? 'lo' : 'hi'}[${r % 4}] * right;`)}
  }`;
  } else if (transposeB) {
    loop = `
  for (var l = 0u; l < u.k; l += 4u) {
${each(4, (j) => `    let b${j} = b[(baseB + (col0 + ${j}u) * u.k + l) / 4u];`)}
${rowsA}
${each(ROWS, (r) => `    sum${r} += vec4f(dot(a${r}, b0), dot(a${r}, b1), dot(a${r}, b2), dot(a${r}, b3));`)}
  }`;
  } else {
    loop = `
  for (var l = 0u; l < u.k; l += 4u) {
${each(4, (j) => `    let b${j} = b[(baseB + (l + ${j}u) * u.n + col0) / 4u];`)}
${rowsA}
${each(ROWS, (r) => `    sum${r} += a${r}.x * b0 + a${r}.y * b1 + a${r}.z * b2 + a${r}.w * b3;`)}
  }`;
  }
  const stores = each(
    ROWS,
    (r) =>
      `  if (row0 + ${r}u < u.m) { c[((p * u.m + row0 + ${r}u) * u.n + col0) / 4u] = sum${r}${bias ? ' + added' : ''}; }`,
  );
  return `${place(variant)}${rows}${loop}\n${bias ? '  let added = bias[col0 / 4u];\n' : ''}${stores}\n}`;
}

function plain(variant: MatMulVariant): string {
  return `${loads(variant)}${place(variant)}
  var sums: array<vec4f, ${ROWS}>;
  for (var l = 0u; l < u.k; l++) {
    let right = vec4f(loadB(baseB, l, col0), loadB(baseB, l, col0 + 1u), loadB(baseB, l, col0 + 2u), loadB(baseB, l, col0 + 3u));
    for (var r = 0u; r < ${ROWS}u; r++) { sums[r] += loadA(baseA, row0 + r, l) * right; }
  }
  for (var r = 0u; r < ${ROWS}u; r++) {
    let row = row0 + r;
    if (row >= u.m) { break; }
    for (var j = 0u; j < 4u; j++) {
      let col = col0 + j;
      if (col < u.n) { c[(p * u.m + row) * u.n + col] = sums[r][j]${variant.bias ? ' + bias[col]' : ''}; }
    }
  }
}`;
}

function loads({ transposeA, transposeB }: MatMulVariant): string {
  return `
fn loadA(base: u32, row: u32, l: u32) -> f32 {
  if (row >= u.m || l >= u.k) { return 0.0; }
  return a[base + ${transposeA ? 'l * u.m + row' : 'row * u.k + l'}];
}
fn loadB(base: u32, l: u32, col: u32) -> f32 {
  if (col >= u.n || l >= u.k) { return 0.0; }
  return b[base + ${transposeB ? 'col * u.k + l' : 'l * u.n + col'}];
}`;
}

/** Workgroup (16, 16, 1), each invocation 4 x 4 of C, K in steps of 16: 8.5 KB of workgroup memory. */
function tiled(variant: MatMulVariant): string {
  const { transposeA, transposeB, bias } = variant;
  // Neighbouring invocations read neighbouring addresses of whatever dimension is innermost in memory.
  const fast = (i: string, depthInnermost: boolean) =>
    depthInnermost ? [`${i} / ${DEPTH}u`, `${i} % ${DEPTH}u`] : [`${i} % ${TILE}u`, `${i} / ${TILE}u`];
  const [aRow, aDepth] = fast('i', !transposeA);
  const [bColumn, bDepth] = fast('i', transposeB);
  return `${loads(variant)}
var<workgroup> tileA: array<array<f32, ${TILE + 4}>, ${DEPTH}>;
var<workgroup> tileB: array<array<f32, ${TILE + 4}>, ${DEPTH}>;
@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(local_invocation_id) lid: vec3<u32>,
        @builtin(local_invocation_index) lane: u32) {
  let columnBlocks = (u.n + ${TILE - 1}u) / ${TILE}u;
  let row0 = (wid.x / columnBlocks) * ${TILE}u;
  let col0 = (wid.x % columnBlocks) * ${TILE}u;
  let p = wid.y + wid.z * 65535u;
  if (p >= u.batch) { return; }
  let baseA = p * u.m * u.k;
  let baseB = p * u.k * u.n;
  var sums: array<vec4f, 4>;
  for (var l0 = 0u; l0 < u.k; l0 += ${DEPTH}u) {
    for (var i = lane; i < ${TILE * DEPTH}u; i += 256u) {
      tileA[${aDepth}][${aRow}] = loadA(baseA, row0 + ${aRow}, l0 + ${aDepth});
      tileB[${bDepth}][${bColumn}] = loadB(baseB, l0 + ${bDepth}, col0 + ${bColumn});
    }
    workgroupBarrier();
    for (var l = 0u; l < ${DEPTH}u; l++) {
      let x = lid.x * 4u;
      let right = vec4f(tileB[l][x], tileB[l][x + 1u], tileB[l][x + 2u], tileB[l][x + 3u]);
      for (var r = 0u; r < 4u; r++) { sums[r] += tileA[l][lid.y * 4u + r] * right; }
    }
    workgroupBarrier();
  }
  for (var r = 0u; r < 4u; r++) {
    let row = row0 + lid.y * 4u + r;
    for (var j = 0u; j < 4u; j++) {
      let col = col0 + lid.x * 4u + j;
      if (row < u.m && col < u.n) { c[(p * u.m + row) * u.n + col] = sums[r][j]${bias ? ' + bias[col]' : ''}; }
    }
  }
}`;
}
