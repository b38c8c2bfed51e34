import { type AttentionVariant, each, gradientTargets, head, list } from './variant';

/**
 * The kernels that GPUs like: a workgroup of 64 owns 32 rows and goes through the other operand in tiles of 32 rows. Invocation (x, y) of
 * 8 x 8 owns rows y, y + 8, y + 16, y + 24 of the tile of scores and their columns 4 x .. 4 x + 3; of the sums over the other operand, the same rows
 * and units x, x + 8, ... Units pass through workgroup memory 8 at a time, so that its size (14 KB) does not depend on the head size.
 */
export const TILE = 32;
const THREADS = 64;
/** Units of a chunk, and the stride that keeps neighbouring rows in different banks. */
const CHUNK = 8;
const STRIDE = CHUNK + 1;
const MINE = 4;

const chunks = (units: number) => Math.ceil(units / CHUNK);
const all = (line: (i: number, j: number) => string) => each(MINE, (i) => list(MINE, (j) => line(i, j), ' '));

const main = (owned: string, heads: string) => `
var<workgroup> left: array<Unit, ${TILE * STRIDE}>;
var<workgroup> right: array<Unit, ${TILE * STRIDE}>;
/** A tile of scores, in rows of 8 x 4 columns. */
var<workgroup> weights: array<vec4f, ${TILE * STRIDE}>;
/** Partial results of the 8 invocations that share a row. */
var<workgroup> parts: array<f32, ${TILE * CHUNK}>;
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) thread: u32) {
  let x = thread % 8u;
  let y = thread / 8u;
  let blocks = (${owned} + ${TILE - 1}u) / ${TILE}u;
  let index = workgroup_index(wid, count);
  if (index >= blocks * ${heads} * u.batch) { return; }
  let h = (index / blocks) % ${heads};
  let b = index / (blocks * ${heads});
  let first = (blocks - 1u - index % blocks) * ${TILE}u;
  let n = present(b);`;

/** Puts units \`c\` .. c + 7 of 32 rows into workgroup memory; zeros where there is no row or unit. \`read\` is given the row's number. */
const stage = (side: 'left' | 'right', there: string, at: string, read: string, slot = 'row') => `
    for (var i = thread; i < ${TILE * CHUNK}u; i += ${THREADS}u) {
      let row = i / ${CHUNK}u;
      let unit = i % ${CHUNK}u;
      var item = Unit(0.0);
      if (${there} && c + unit < u.units) { item = ${read}(${at} + c + unit); }
      ${side}[${slot} * ${STRIDE}u + unit] = item;
    }`;
/** Column 4 x + j of a tile lies at 8 j + x: what neighbouring invocations read at once is then in different banks. */
const SPREAD = '(row % 4u * 8u + row / 4u)';

/** `name`I_J: products of own rows with the rows of a tile. */
const products = (name: string, own: string, other: string) => `
  ${all((i, j) => `var ${name}${i}_${j} = 0.0;`)}
  for (var c = 0u; c < u.units; c += ${CHUNK}u) {
    workgroupBarrier();
    ${own}
    ${other}
    workgroupBarrier();
    for (var d = 0u; d < ${CHUNK}u; d++) {
      ${list(MINE, (i) => `let l${i} = left[(y + ${8 * i}u) * ${STRIDE}u + d]; let r${i} = right[(x + ${8 * i}u) * ${STRIDE}u + d];`, '\n')}
      ${all((i, j) => `${name}${i}_${j} += product(l${i}, r${j});`)}
    }
  }`;

/** `name`I_C += weights . tile, after the tile of weights was written. */
const accumulate = (units: number, name: string, other: string) =>
  each(
    chunks(units),
    (k) => `
  {
    let c = ${k * CHUNK}u;
    workgroupBarrier();
    ${other}
    workgroupBarrier();
    for (var s = 0u; s < 8u; s++) {
      ${list(4, (j) => `let r${j} = right[(4u * s + ${j}u) * ${STRIDE}u + x];`, ' ')}
      ${list(MINE, (i) => `let w${i} = weights[(y + ${8 * i}u) * ${STRIDE}u + s]; ${name}${i}_${k} += w${i}.x * r0 + w${i}.y * r1 + w${i}.z * r2 + w${i}.w * r3;`, '\n')}
    }
  }`,
  );

const sums = (units: number, name: string) =>
  each(MINE, (i) => list(chunks(units), (k) => `var ${name}${i}_${k} = Unit(0.0);`, ' '));
const store = (units: number, line: (k: number, unit: string) => string) =>
  each(chunks(units), (k) => `    if (${k * CHUNK}u + x < u.units) { ${line(k, `${k * CHUNK}u + x`)} }`);
const keepWeights = (name: string) =>
  each(MINE, (i) => `  weights[(y + ${8 * i}u) * ${STRIDE}u + x] = vec4f(${list(MINE, (j) => `${name}${i}_${j}`)});`);
/** `to`I: `merge` of the parts of row I, in order, by all who share it. */
const together = (part: (i: number) => string, to: string, merge: (a: string, b: string) => string) => `
  workgroupBarrier();
  ${each(MINE, (i) => `parts[(y + ${8 * i}u) * ${CHUNK}u + x] = ${part(i)};`)}
  workgroupBarrier();
  ${each(MINE, (i) => {
    const from = (k: number) => `parts[(y + ${8 * i}u) * ${CHUNK}u + ${k}u]`;
    const merged = Array.from({ length: CHUNK }, (_, k) => from(k)).reduce((a, b) => merge(a, b));
    return `let ${to}${i} = ${merged};`;
  })}`;
const plus = (a: string, b: string) => `(${a} + ${b})`;

export function forwardTiled(variant: AttentionVariant): string {
  const { units } = variant;
  const keysThere = 's0 + row < limit';
  return `${head(variant)}${main('u.time', 'u.heads')}
  let hk = h / u.group;
  ${each(MINE, (i) => `let t${i} = first + y + ${8 * i}u; let seen${i} = seen(min(t${i}, u.time - 1u), n); var top${i} = NOTHING; var sum${i} = 0.0;`)}
  ${sums(units, 'out')}
  let limit = seen(min(first + ${TILE}u, u.time) - 1u, n);
  for (var s0 = 0u; s0 < limit; s0 += ${TILE}u) {
    ${products(
      'x',
      stage('left', 'first + row < u.time', 'queryRow(b, first + row, h)', 'query'),
      stage('right', keysThere, 'keyRow(b, s0 + row, hk)', 'key', SPREAD),
    )}
    ${all((i, j) => `x${i}_${j} = select(NOTHING, u.scale * x${i}_${j}, s0 + 4u * x + ${j}u < seen${i});`)}
    ${together(
      (i) => `max(max(x${i}_0, x${i}_1), max(x${i}_2, x${i}_3))`,
      'tile',
      (a, b) => `max(${a}, ${b})`,
    )}
    ${each(
      MINE,
      (i) => `let high${i} = max(top${i}, tile${i}); let fade${i} = exp(top${i} - high${i}); top${i} = high${i};
    ${list(MINE, (j) => `x${i}_${j} = exp(x${i}_${j} - high${i});`, ' ')}
    sum${i} = sum${i} * fade${i} + x${i}_0 + x${i}_1 + x${i}_2 + x${i}_3;
    ${list(chunks(units), (k) => `out${i}_${k} *= fade${i};`, ' ')}`,
    )}
    ${keepWeights('x')}
    ${accumulate(units, 'out', stage('right', keysThere, 'valueRow(b, s0 + row, hk)', 'value'))}
  }
  ${together((i) => `sum${i}`, 'total', plus)}
  ${each(
    MINE,
    (i) => `if (t${i} < u.time) {
    let inverse = select(0.0, 1.0 / total${i}, total${i} > 0.0);
    let to = outRow(b, t${i}, h);
${store(units, (k, unit) => `put_out(to + ${unit}, out${i}_${k} * inverse);`)}
    if (x == 0u) {
      let stats = statsRow(b, t${i}, h);
      put_stats(stats, top${i});
      put_stats(stats + 1u, inverse);
      put_stats(stats + 2u, 0.0);
    }
  }`,
  )}
}`;
}

export function queriesTiled(variant: AttentionVariant): string {
  const { units } = variant;
  const mineThere = 'first + row < u.time';
  const keysThere = 's0 + row < limit';
  return `${head(variant)}${main('u.time', 'u.heads')}
  let hk = h / u.group;
  ${each(
    MINE,
    (i) => `let t${i} = first + y + ${8 * i}u; let row${i} = min(t${i}, u.time - 1u); let seen${i} = seen(row${i}, n);
  let stats${i} = statsRow(b, row${i}, h); let top${i} = get_stats(stats${i}); let inverse${i} = get_stats(stats${i} + 1u);
  let at${i} = outRow(b, row${i}, h);
  var part${i} = 0.0;
  for (var c = x; c < u.units; c += ${CHUNK}u) { part${i} += product(get_dout(at${i} + c), get_out(at${i} + c)); }`,
  )}
  ${together((i) => `part${i}`, 'mean', plus)}
  ${sums(units, 'sum')}
  let limit = seen(min(first + ${TILE}u, u.time) - 1u, n);
  for (var s0 = 0u; s0 < limit; s0 += ${TILE}u) {
    ${products(
      'x',
      stage('left', mineThere, 'queryRow(b, first + row, h)', 'query'),
      stage('right', keysThere, 'keyRow(b, s0 + row, hk)', 'key', SPREAD),
    )}
    ${products(
      'y',
      stage('left', mineThere, 'outRow(b, first + row, h)', 'get_dout'),
      stage('right', keysThere, 'valueRow(b, s0 + row, hk)', 'value', SPREAD),
    )}
    ${all((i, j) => `x${i}_${j} = select(0.0, inverse${i} * exp(u.scale * x${i}_${j} - top${i}) * (y${i}_${j} - mean${i}), s0 + 4u * x + ${j}u < seen${i});`)}
    ${keepWeights('x')}
    ${accumulate(units, 'sum', stage('right', keysThere, 'keyRow(b, s0 + row, hk)', 'key'))}
  }
  ${each(
    MINE,
    (i) => `if (t${i} < u.time) {
    let to = queryRow(b, t${i}, h);
${store(units, (k, unit) => `put_dq(to + ${unit}, u.scale * sum${i}_${k});`)}
    if (x == 0u) { put_stats(stats${i} + 2u, mean${i}); }
  }`,
  )}
}`;
}

export function keysTiled(variant: AttentionVariant): string {
  const { units, causal } = variant;
  const mineThere = 'first + row < n';
  const rowsThere = 't0 + row < u.time';
  const visible = (i: number, j: number) =>
    `(s${i} < n) & (t0 + 4u * x + ${j}u < u.time)${causal ? ` & (s${i} <= t0 + 4u * x + ${j}u + u.offset)` : ''}`;
  return `${head(variant)}${gradientTargets(variant)}${main('u.keys', 'u.keyHeads')}
  let start = ${causal ? 'max(first, u.offset) - u.offset' : '0u'};
  let end = select(0u, u.time, first < n);
  ${each(MINE, (i) => `let s${i} = first + y + ${8 * i}u;`)}
  ${sums(units, 'dk')}
  ${sums(units, 'dv')}
  for (var g = 0u; g < u.group; g++) {
    let hq = h * u.group + g;
    for (var t0 = start; t0 < end; t0 += ${TILE}u) {
    ${products(
      'x',
      stage('left', mineThere, 'keyRow(b, first + row, h)', 'key'),
      stage('right', rowsThere, 'queryRow(b, t0 + row, hq)', 'query', SPREAD),
    )}
    ${products(
      'y',
      stage('left', mineThere, 'valueRow(b, first + row, h)', 'value'),
      stage('right', rowsThere, 'outRow(b, t0 + row, hq)', 'get_dout', SPREAD),
    )}
    ${each(
      MINE,
      (j) => `{
      let stats = statsRow(b, min(t0 + 4u * x + ${j}u, u.time - 1u), hq);
      let top = get_stats(stats);
      let inverse = get_stats(stats + 1u);
      let mean = get_stats(stats + 2u);
      ${each(
        MINE,
        (i) => `{
        let on = ${visible(i, j)};
        x${i}_${j} = select(0.0, inverse * exp(u.scale * x${i}_${j} - top), on);
        y${i}_${j} = select(0.0, x${i}_${j} * (y${i}_${j} - mean), on);
      }`,
      )}
    }`,
    )}
    ${keepWeights('x')}
    ${accumulate(units, 'dv', stage('right', rowsThere, 'outRow(b, t0 + row, hq)', 'get_dout'))}
    workgroupBarrier();
    ${keepWeights('y')}
    ${accumulate(units, 'dk', stage('right', rowsThere, 'queryRow(b, t0 + row, hq)', 'query'))}
    }
  }
  ${each(
    MINE,
    (i) => `if (s${i} < u.keys) {
    let k = keyRow(b, s${i}, h);
    let v = valueRow(b, s${i}, h);
${store(units, (c, unit) => `putKey(k + ${unit}, u.scale * dk${i}_${c}); putValue(v + ${unit}, dv${i}_${c});`)}
  }`,
  )}
}`;
}
