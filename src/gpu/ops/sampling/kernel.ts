import { PHILOX_WGSL } from '../dropout/philox';

/** How many invocations share a row, in how many groups they walk neighbouring stretches of it, and how many thresholds one pass tries. */
export interface SampleVariant {
  readonly lanes: number;
  readonly groups: number;
  readonly thresholds: number;
}

/**
 * One workgroup a row. Nothing is sorted: logits are compared as unsigned integers in the order of the floats, and the least kept one is found by
 * rounds that each measure (count, or sum the weights of) what lies above `thresholds` places between two bounds. The id is then found by
 * descending through `groups` stretches at a time. Every loop is bounded whatever the logits are. Workgroup memory: 4 * lanes * thresholds + 64 bytes.
 */
export function sampleWgsl({ lanes, groups, thresholds }: SampleVariant): string {
  const each = (line: (j: number) => string) => Array.from({ length: thresholds }, (_, j) => line(j)).join(' ');
  return `${PHILOX_WGSL}
const LANES = ${lanes}u;
const GROUPS = ${groups}u;
const WIDTH = ${lanes / groups}u;
const THRESHOLDS = ${thresholds}u;
/** Terms that one invocation adds before it adds their sum to its own: rounding grows with the longer of the two chains. */
const BLOCK = 64u;
const ZERO = 0x80000000u;
const INFINITE = 0x7f800000u;
const LOWEST = ZERO - INFINITE;

/** Unsigned integers in the order of the floats, equal for 0 and -0; NaN comes last, with minus infinity. */
fn keyOf(x: f32) -> u32 {
  let bits = bitcast<u32>(x);
  let magnitude = bits & 0x7fffffffu;
  let key = select(ZERO + magnitude, ZERO - magnitude, bits >= ZERO);
  return select(key, LOWEST, magnitude > INFINITE);
}
/** The float again, infinities as the largest finite ones: a shader may assume that arithmetic never meets infinities. */
fn valueOf(key: u32) -> f32 {
  let finite = clamp(key, LOWEST + 1u, ZERO + INFINITE - 1u);
  return bitcast<f32>(select(ZERO | (ZERO - finite), finite - ZERO, finite >= ZERO));
}
/** exp((value - largest) / temperature), 1 for equals. Half of the difference, which cannot overflow; below exp(-110) is 0 in float32. */
fn weight(key: u32, top: u32) -> f32 {
  if (key == top) { return 1.0; }
  let half = 0.5 * valueOf(key) - 0.5 * valueOf(top);
  if (half <= -55.0 * u.temperature || top == ZERO + INFINITE) { return 0.0; }
  return exp(2.0 * half / u.temperature);
}
fn measure(key: u32, top: u32, weighted: bool) -> f32 {
  if (weighted) { return weight(key, top); }
  return 1.0;
}

/** Every id whose key is above \`key\`, and those before \`before\` whose key equals it. */
struct Kept { key: u32, before: u32 }
fn keeps(kept: Kept, key: u32, id: u32) -> bool {
  return key > kept.key || (key == kept.key && id < kept.before);
}

var<workgroup> scratch: array<f32, ${lanes * thresholds}>;

/** The measure of keys from \`lo\` on reaches the goal, that of keys from \`hi\` on does not. */
struct Bracket { lo: u32, hi: u32, upTo: f32, above: f32, goal: f32, done: u32 }
var<workgroup> bracket: Bracket;

/**
 * Where threshold j of a round lies. Three rounds spread them evenly over the values, the first no further than \`reach\` below the largest, since that is
 * where the bound of a language model's logits is; what remains is halved and halved again as integers, which ends whatever the values are.
 */
fn threshold(b: Bracket, round: u32, j: u32, reach: f32) -> u32 {
  let first = round == 0u;
  let part = j + u32(!first);
  let parts = THRESHOLDS + u32(!first);
  if (part == 0u) { return b.lo; } // it measures all
  if (first || (round < 3u && b.lo > LOWEST)) {
    let high = valueOf(b.hi - 1u);
    let low = max(valueOf(b.lo), high - select(1e30, reach, first));
    let share = f32(part) / f32(parts);
    return clamp(keyOf(low * (1.0 - share) + high * share), b.lo + 1u, b.hi - 1u);
  }
  return b.lo + part * ((b.hi - b.lo + parts - 1u) / parts);
}

/** The least set of \`wider\`'s most probable that measures fraction * all + absolute. */
fn restricted(wider: Kept, weighted: bool, fraction: f32, absolute: f32, base: u32, top: u32, lane: u32) -> Kept {
  let reach = 16.0 * select(1.0, u.temperature, weighted);
  var b = Bracket(wider.key, top + 1u, 0.0, 0.0, 0.0, 0u);
  for (var round = 0u; round < 32u && b.done == 0u; round++) {
    var at = array<u32, THRESHOLDS>(${each((j) => `threshold(b, round, ${j}u, reach),`)});
    ${each((j) => `var sum${j} = 0.0;`)}
    for (var start = 0u; start < u.columns; start += BLOCK * LANES) {
      let end = min(start + BLOCK * LANES, u.columns);
      ${each((j) => `var part${j} = 0.0;`)}
      for (var id = start + lane; id < end; id += LANES) {
        let key = keyOf(get_logits(base + id));
        if (key >= b.lo && key < b.hi && keeps(wider, key, id)) {
          let m = measure(key, top, weighted);
          ${each((j) => `part${j} += select(0.0, m, key >= at[${j}]);`)}
        }
      }
      ${each((j) => `sum${j} += part${j};`)}
    }
    ${each((j) => `scratch[${j}u * LANES + lane] = sum${j};`)}
    ${sumScratch(lanes, thresholds)}
    if (lane == 0u) {
      var next = b;
      if (round == 0u) {
        next.upTo = scratch[0];
        next.goal = fraction * scratch[0] + absolute;
      }
      for (var j = u32(round == 0u); j < THRESHOLDS; j++) {
        let key = at[j];
        if (key >= b.hi) { break; }
        let sum = b.above + scratch[j * LANES];
        if (sum < next.goal) {
          next.hi = key;
          next.above = sum;
          break;
        }
        next.lo = key;
        next.upTo = sum;
      }
      // What lies in the bracket weighs at least what \`lo\` does: when the goal needs all of that, all of it is kept.
      next.done = u32(next.hi - next.lo == 1u || next.upTo - measure(next.lo, top, weighted) < next.goal);
      bracket = next;
    }
    b = workgroupUniformLoad(&bracket);
  }
  var kept = Kept(b.lo, select(u.columns, wider.before, b.lo == wider.key));
  let one = measure(b.lo, top, weighted);
  let needed = b.goal - b.above;
  // Otherwise the bracket holds equals, more than are needed: the smaller ids stay.
  if (b.upTo - one >= b.goal && needed < one * f32(u.columns)) {
    var ties = ceil(needed / one);
    if ((ties - 1.0) * one >= needed) { ties -= 1.0; } // a quotient may be rounded up
    kept.before = min(kept.before, 1u + found(kept, true, 0.0, max(ties, 1.0) - 0.5, base, top, lane));
  }
  return kept;
}

struct Place { first: u32, length: u32, rest: f32 }
var<workgroup> place: Place;

/**
 * The id at which the sum over smaller ids passes fraction * total + absolute: of the weights of what is kept, or, for \`ties\`, of 1 for each id whose
 * key is the least kept. Only stretches with something in them are entered, so that rounding cannot lead to an id that is not kept.
 */
fn found(kept: Kept, ties: bool, fraction: f32, absolute: f32, base: u32, top: u32, lane: u32) -> u32 {
  var p = Place(0u, u.columns, 0.0);
  for (var level = 0u; level < 32u && p.length > 1u; level++) {
    let span = (p.length + GROUPS - 1u) / GROUPS;
    let start = p.first + lane / WIDTH * span;
    let end = min(start + span, p.first + p.length);
    var sum = 0.0;
    for (var block = start; block < end; block += BLOCK * WIDTH) {
      let stop = min(block + BLOCK * WIDTH, end);
      var part = 0.0;
      for (var id = block + lane % WIDTH; id < stop; id += WIDTH) {
        let key = keyOf(get_logits(base + id));
        if (ties) { part += f32(key == kept.key); }
        else if (keeps(kept, key, id)) { part += weight(key, top); }
      }
      sum += part;
    }
    scratch[lane] = sum;
    workgroupBarrier();
    ${sumGroups(lanes, groups)}
    if (lane == 0u) {
      var rest = p.rest;
      if (level == 0u) {
        var total = 0.0;
        for (var g = 0u; g < GROUPS; g++) { total += scratch[g * WIDTH]; }
        rest = fraction * total + absolute;
      }
      var next = Place(p.first, 1u, 0.0);
      var before = 0.0;
      for (var g = 0u; g < GROUPS; g++) {
        let here = scratch[g * WIDTH];
        if (here > 0.0) {
          next = Place(p.first + g * span, min(span, p.length - g * span), rest - before);
          before += here;
          if (before > rest) { break; }
        }
      }
      place = next;
    }
    p = workgroupUniformLoad(&place);
  }
  return p.first;
}

struct Best { key: u32, id: u32 }
var<workgroup> best: Best;
var<workgroup> bestKey: atomic<u32>;
/** Its complement, because workgroup memory starts with 0. */
var<workgroup> bestId: atomic<u32>;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) wid: vec3<u32>, @builtin(num_workgroups) count: vec3<u32>,
        @builtin(local_invocation_index) lane: u32) {
  let row = workgroup_index(wid, count);
  if (row >= u.rows) { return; }
  let base = row * u.columns;

  var own = Best(0u, 0u);
  for (var id = lane; id < u.columns; id += LANES) {
    let key = keyOf(get_logits(base + id));
    if (key > own.key) { own = Best(key, id); }
  }
  atomicMax(&bestKey, own.key);
  workgroupBarrier();
  if (own.key == atomicLoad(&bestKey)) { atomicMax(&bestId, ~own.id); }
  workgroupBarrier();
  if (lane == 0u) { best = Best(atomicLoad(&bestKey), ~atomicLoad(&bestId)); }
  let largest = workgroupUniformLoad(&best);

  var id = largest.id;
  if (u.temperature > 0.0 && u.topK != 1u) {
    let top = largest.key;
    var kept = Kept(LOWEST, u.columns);
    if (u.topK > 0u && u.topK < u.columns) { kept = restricted(kept, false, 0.0, f32(u.topK), base, top, lane); }
    if (u.topP < 1.0) { kept = restricted(kept, true, u.topP, 0.0, base, top, lane); }
    let word = philox(vec4u(row, 0u, 0u, 1u), vec2u(u.seed, u.position)).x;
    id = found(kept, false, f32(word >> 8u) * 0x1p-24, 0.0, base, top, lane);
  }
  if (lane == 0u) { ids[row] = i32(id); }
}`;
}

/** Sums of the rows of \`scratch\` (LANES numbers a threshold) into their first places, in a fixed order, in two stages where rows are long. */
function sumScratch(lanes: number, thresholds: number): string {
  const shares = lanes > 32 ? 16 : 1;
  return `workgroupBarrier();
    for (var n = lane; n < ${thresholds * shares}u; n += LANES) {
      let at = n / ${shares}u * LANES + n % ${shares}u;
      var sum = 0.0;
      for (var i = 0u; i < LANES; i += ${shares}u) { sum += scratch[at + i]; }
      scratch[at] = sum;
    }
    workgroupBarrier();${
      shares === 1
        ? ''
        : `
    if (lane < THRESHOLDS) {
      var sum = 0.0;
      for (var i = 0u; i < ${shares}u; i++) { sum += scratch[lane * LANES + i]; }
      scratch[lane * LANES] = sum;
    }
    workgroupBarrier();`
    }`;
}

/** Sums of each group's WIDTH numbers into the first of them. */
function sumGroups(lanes: number, groups: number): string {
  if (lanes === groups) return '';
  return `if (lane < GROUPS) {
      var sum = 0.0;
      for (var i = 0u; i < WIDTH; i++) { sum += scratch[lane * WIDTH + i]; }
      scratch[lane * WIDTH] = sum;
    }
    workgroupBarrier();`;
}
