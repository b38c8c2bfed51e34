import { type AttentionVariant, each, gradientTargets, head, list } from './variant';

/**
 * The kernels that software adapters like: no workgroup memory and no barrier. An invocation owns a few rows and goes through the rows of the
 * other operand `step` at a time; those are the same for the whole workgroup, so that each of their loads serves all its rows.
 *
 * On software adapters a load costs as much as dozens of multiplications, hardly less when it is the same for all invocations. With
 * subgroups, therefore, every lane loads another row and hands it round: a broadcast is nearly free. Four rows at a time, because
 * subgroups are known to have at least 4 lanes; more lanes load the same four again.
 *
 * Loops over a head's units are not unrolled: a kernel's text, and the seconds that it takes to compile, do not grow with the head size.
 */
export const LANES = 8;
const HANDED = 4;

export interface Direct extends AttentionVariant {
  readonly rows: number;
  readonly step: number;
  readonly subgroups: boolean;
}

const main = ({ rows, subgroups }: Direct, owned: string, heads: string) => `
@compute @workgroup_size(${LANES})
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) lane: u32${subgroups ? ', @builtin(subgroup_invocation_id) id: u32' : ''}) {
  ${subgroups ? `let mine = id % ${HANDED}u;` : ''}
  let blocks = (${owned} + ${rows * LANES - 1}u) / ${rows * LANES}u;
  let index = workgroup_index(wid, count);
  if (index >= blocks * ${heads} * u.batch) { return; }
  let h = (index / blocks) % ${heads};
  let b = index / (blocks * ${heads});
  let first = (blocks - 1u - index % blocks) * ${rows * LANES}u;
  let n = present(b);`;

/** Loads that an invocation makes for `step` rows of the other operand, and which row each of them is, from `i` on. */
const loads = ({ step, subgroups }: Direct) => (subgroups ? step / HANDED : step);
const rowOf = ({ subgroups }: Direct, i: string, l: number) =>
  subgroups ? `${i} + ${HANDED * l}u + mine` : `${i} + ${l}u`;

/** `name`0, `name`1, ...: what `read` finds for each of `step` rows, where it is given the number of the load. */
function fetch(variant: Direct, name: string, read: (l: number) => string): string {
  if (!variant.subgroups) return each(variant.step, (j) => `let ${name}${j} = ${read(j)};`);
  return each(
    loads(variant),
    (l) => `let ${name}of${l} = ${read(l)};
${each(HANDED, (j) => `let ${name}${HANDED * l + j} = subgroupBroadcast(${name}of${l}, ${j}u);`)}`,
  );
}

/** `name`R_J = own`R` . other`J` for all pairs, over a head's units. */
function products(variant: Direct, name: string, own: (r: number) => string, other: (l: number) => string): string {
  const { rows, step } = variant;
  return `
${each(rows, (r) => list(step, (j) => `var ${name}${r}_${j} = 0.0;`, ' '))}
for (var c = 0u; c < u.units; c++) {
${fetch(variant, 'b', other)}
${each(rows, (r) => `{ let own = ${own(r)}; ${list(step, (j) => `${name}${r}_${j} += product(own, b${j});`, ' ')} }`)}
}`;
}

const weighted = (step: number, weight: (j: number) => string, of: string) =>
  list(step, (j) => `${weight(j)} * ${of}${j}`, ' + ');

/** Online softmax (Milakov and Gimelshein 2018) over blocks of keys. */
export function forwardDirect(variant: Direct): string {
  const { rows, step, units } = variant;
  return `${head(variant)}${main(variant, 'u.time', 'u.heads')}
  let hk = h / u.group;
${each(
  rows,
  (r) => `
  let t${r} = first + ${r * LANES}u + lane;
  let own${r} = queryRow(b, min(t${r}, u.time - 1u), h);
  let seen${r} = seen(min(t${r}, u.time - 1u), n);
  var top${r} = NOTHING;
  var sum${r} = 0.0;
  var out${r}: array<Unit, ${units}>;`,
)}
  // Before this key every row sees all, beyond the limit none does.
  let sure = seen(first, n);
  let limit = seen(min(first + ${rows * LANES}u, u.time) - 1u, n);
  for (var s = 0u; s < limit; s += ${step}u) {
${each(
  loads(variant),
  (l) => `    let s${l} = min(${rowOf(variant, 's', l)}, limit - 1u);
    let k${l} = keyRow(b, s${l}, hk);
    let v${l} = valueRow(b, s${l}, hk);`,
)}
${products(
  variant,
  'x',
  (r) => `u.scale * query(own${r} + c)`,
  (l) => `key(k${l} + c)`,
)}
    if (s + ${step}u > sure) {
${each(rows, (r) => list(step, (j) => `x${r}_${j} = select(NOTHING, x${r}_${j}, s + ${j}u < seen${r});`, ' '))}
    }
${each(
  rows,
  (r) => `    let high${r} = ${list(step, (j) => `max(x${r}_${j}`)}, top${r}${')'.repeat(step)};
    let fade${r} = exp(top${r} - high${r});
    top${r} = high${r};
    ${list(step, (j) => `x${r}_${j} = exp(x${r}_${j} - high${r});`, ' ')}
    sum${r} = sum${r} * fade${r} + ${list(step, (j) => `x${r}_${j}`, ' + ')};`,
)}
    for (var c = 0u; c < u.units; c++) {
${fetch(variant, 'b', (l) => `value(v${l} + c)`)}
${each(rows, (r) => `out${r}[c] = out${r}[c] * fade${r} + ${weighted(step, (j) => `x${r}_${j}`, 'b')};`)}
    }
  }
${each(
  rows,
  (r) => `  if (t${r} < u.time) {
    let inverse = select(0.0, 1.0 / sum${r}, sum${r} > 0.0);
    let to = outRow(b, t${r}, h);
    for (var c = 0u; c < u.units; c++) { put_out(to + c, out${r}[c] * inverse); }
    let stats = statsRow(b, t${r}, h);
    put_stats(stats, top${r});
    put_stats(stats + 1u, inverse);
    put_stats(stats + 2u, 0.0);
  }`,
)}
}`;
}

/** Owns query rows: dq, and D = rowsum(dout out) of each row, kept for `keysDirect`. */
export function queriesDirect(variant: Direct): string {
  const { rows, step, units } = variant;
  return `${head(variant)}${main(variant, 'u.time', 'u.heads')}
  let hk = h / u.group;
${each(
  rows,
  (r) => `
  let t${r} = first + ${r * LANES}u + lane;
  let row${r} = min(t${r}, u.time - 1u);
  let seen${r} = seen(row${r}, n);
  let own${r} = queryRow(b, row${r}, h);
  let at${r} = outRow(b, row${r}, h);
  let stats${r} = statsRow(b, row${r}, h);
  let top${r} = get_stats(stats${r});
  let inverse${r} = get_stats(stats${r} + 1u);
  var mean${r} = 0.0;
  for (var c = 0u; c < u.units; c++) { mean${r} += product(get_dout(at${r} + c), get_out(at${r} + c)); }
  var sums${r}: array<Unit, ${units}>;`,
)}
  let sure = seen(first, n);
  let limit = seen(min(first + ${rows * LANES}u, u.time) - 1u, n);
  for (var s = 0u; s < limit; s += ${step}u) {
${each(
  loads(variant),
  (l) => `    let s${l} = min(${rowOf(variant, 's', l)}, limit - 1u);
    let k${l} = keyRow(b, s${l}, hk);
    let v${l} = valueRow(b, s${l}, hk);`,
)}
${products(
  variant,
  'x',
  (r) => `u.scale * query(own${r} + c)`,
  (l) => `key(k${l} + c)`,
)}
${products(
  variant,
  'y',
  (r) => `get_dout(at${r} + c)`,
  (l) => `value(v${l} + c)`,
)}
${each(rows, (r) => list(step, (j) => `x${r}_${j} = inverse${r} * exp(x${r}_${j} - top${r}) * (y${r}_${j} - mean${r});`, ' '))}
    if (s + ${step}u > sure) {
${each(rows, (r) => list(step, (j) => `x${r}_${j} = select(0.0, x${r}_${j}, s + ${j}u < seen${r});`, ' '))}
    }
    for (var c = 0u; c < u.units; c++) {
${fetch(variant, 'b', (l) => `key(k${l} + c)`)}
${each(rows, (r) => `sums${r}[c] += ${weighted(step, (j) => `x${r}_${j}`, 'b')};`)}
    }
  }
${each(
  rows,
  (r) => `  if (t${r} < u.time) {
    for (var c = 0u; c < u.units; c++) { put_dq(own${r} + c, u.scale * sums${r}[c]); }
    put_stats(stats${r} + 2u, mean${r});
  }`,
)}
}`;
}

/** Owns key rows: dk and dv, over the query heads of the group in order. */
export function keysDirect(variant: Direct): string {
  const { rows, step, units, causal } = variant;
  // Not `&&`: each would be a branch, and drivers take minutes over a block with hundreds of values in flight around them.
  const visible = (r: number, j: number) =>
    `(s${r} < n) & (t + ${j}u < u.time)${causal ? ` & (s${r} <= t + ${j}u + u.offset)` : ''}`;
  return `${head(variant)}${gradientTargets(variant)}${main(variant, 'u.keys', 'u.keyHeads')}
  // The first row that sees one of these keys, and from which on rows see all of them.
  let start = ${causal ? 'max(first, u.offset) - u.offset' : '0u'};
  let sure = ${causal ? `max(first + ${rows * LANES - 1}u, u.offset) - u.offset` : '0u'};
  let whole = first + ${rows * LANES}u <= n;
  let end = select(0u, u.time, first < n);
${each(
  rows,
  (r) => `
  let s${r} = first + ${r * LANES}u + lane;
  let k${r} = keyRow(b, min(s${r}, u.keys - 1u), h);
  let v${r} = valueRow(b, min(s${r}, u.keys - 1u), h);
  var dk${r}: array<Unit, ${units}>;
  var dv${r}: array<Unit, ${units}>;`,
)}
  for (var g = 0u; g < u.group; g++) {
    let hq = h * u.group + g;
    for (var t = start; t < end; t += ${step}u) {
${each(
  loads(variant),
  (l) => `      let t${l} = min(${rowOf(variant, 't', l)}, u.time - 1u);
      let q${l} = queryRow(b, t${l}, hq);
      let d${l} = outRow(b, t${l}, hq);
      let stats${l} = statsRow(b, t${l}, hq);`,
)}
${products(
  variant,
  'x',
  (r) => `u.scale * key(k${r} + c)`,
  (l) => `query(q${l} + c)`,
)}
${products(
  variant,
  'y',
  (r) => `value(v${r} + c)`,
  (l) => `get_dout(d${l} + c)`,
)}
      {
${fetch(variant, 'top', (l) => `get_stats(stats${l})`)}
${fetch(variant, 'inverse', (l) => `get_stats(stats${l} + 1u)`)}
${fetch(variant, 'mean', (l) => `get_stats(stats${l} + 2u)`)}
${each(rows, (r) => list(step, (j) => `x${r}_${j} = inverse${j} * exp(x${r}_${j} - top${j}); y${r}_${j} = x${r}_${j} * (y${r}_${j} - mean${j});`, '\n'))}
      }
      if (t < sure || t + ${step}u > u.time || !whole) {
${each(rows, (r) => list(step, (j) => `{ let on = ${visible(r, j)}; x${r}_${j} = select(0.0, x${r}_${j}, on); y${r}_${j} = select(0.0, y${r}_${j}, on); }`, '\n'))}
      }
      for (var c = 0u; c < u.units; c++) {
${fetch(variant, 'b', (l) => `query(q${l} + c)`)}
${each(rows, (r) => `dk${r}[c] += ${weighted(step, (j) => `y${r}_${j}`, 'b')};`)}
      }
      for (var c = 0u; c < u.units; c++) {
${fetch(variant, 'b', (l) => `get_dout(d${l} + c)`)}
${each(rows, (r) => `dv${r}[c] += ${weighted(step, (j) => `x${r}_${j}`, 'b')};`)}
      }
    }
  }
${each(
  rows,
  (r) => `  if (s${r} < u.keys) {
    for (var c = 0u; c < u.units; c++) { putKey(k${r} + c, u.scale * dk${r}[c]); putValue(v${r} + c, dv${r}[c]); }
  }`,
)}
}`;
}
