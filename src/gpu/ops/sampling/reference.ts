import { at, type Numbers } from '../../numbers';
import { philox } from '../dropout/philox';
import type { SampleNumbers } from './settings';

/** What is left of a row: every id whose logit is above `least`, and those ids below `before` whose logit equals it. */
export interface Kept {
  readonly least: number;
  readonly before: number;
}

/** B rows of V logits -> the id chosen in each. */
export function sampleReference(logits: Numbers, columns: number, settings: SampleNumbers): Numbers {
  return Float64Array.from({ length: logits.length / columns }, (_, row) =>
    chooseId(
      logits.subarray(row * columns, (row + 1) * columns),
      settings,
      uniformNumber(settings.seed, settings.position, row),
    ),
  );
}

/**
 * The number in [0, 1) that decides, 24 bits. Dropout's counters have 0 where this one's last word is 1: the same seed gives other numbers.
 */
export function uniformNumber(seed: number, position: number, row: number): number {
  const [word] = philox([row, 0, 0, 1], [seed, position]);
  return (word >>> 8) / 2 ** 24;
}

function chooseId(row: Numbers, settings: SampleNumbers, uniform: number): number {
  const values = ordered(row);
  const largest = largestOf(values);
  if (settings.temperature === 0 || settings.topK === 1) return values.indexOf(largest);
  const kept = keptOf(values, settings);
  const weights = new Float64Array(values.length);
  let total = 0;
  for (let id = 0; id < values.length; id++) {
    const value = at(values, id);
    if (isKept(kept, value, id)) total += weights[id] = weight(value, largest, settings.temperature);
  }
  let left = uniform * total;
  let last = 0;
  for (let id = 0; id < values.length; id++) {
    if (weights[id] === 0) continue;
    last = id;
    left -= at(weights, id);
    if (left < 0) break;
  }
  return last;
}

/** A logit that is not a number is as improbable as can be. */
export function ordered(row: Numbers): Numbers {
  return row.includes(Number.NaN) ? row.map((x) => (Number.isNaN(x) ? Number.NEGATIVE_INFINITY : x)) : row;
}

export function largestOf(values: Numbers): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < values.length; id++) largest = Math.max(largest, at(values, id));
  return largest;
}

export function isKept({ least, before }: Kept, value: number, id: number): boolean {
  return value > least || (value === least && id < before);
}

/** exp((value - largest) / temperature); 1 for equals, infinities included. */
export function weight(value: number, largest: number, temperature: number): number {
  return value === largest ? 1 : Math.exp((value - largest) / temperature);
}

/** What top-k and then top-p leave of a row without NaN. Among equals the smaller ids are left. */
export function keptOf(values: Numbers, { temperature, topK, topP }: SampleNumbers): Kept {
  const largest = largestOf(values);
  const sum = (some: Numbers) => {
    let total = 0;
    for (let i = 0; i < some.length; i++) total += weight(at(some, i), largest, temperature);
    return total;
  };
  let few = values;
  if (topK > 0 && topK < values.length) few = leading(values, largest, (near) => near.length >= topK).subarray(0, topK);
  if (topP < 1) {
    const goal = topP * sum(few);
    const falling = leading(few, largest, (near) => sum(near) >= goal);
    let reached = 0;
    let count = 0;
    while (count < falling.length && (count === 0 || reached < goal))
      reached += weight(at(falling, count++), largest, temperature);
    few = falling.subarray(0, count);
  }
  if (few === values) return { least: Number.NEGATIVE_INFINITY, before: values.length };
  const least = at(few, few.length - 1);
  // 0 and -0 are apart in a sorted array but equal here.
  let ties = few.reduce((n, value) => n + (value === least ? 1 : 0), 0);
  let before = 0;
  for (; ties > 0; before++) if (values[before] === least) ties--;
  return { least, before };
}

/** The largest values, falling: as many as it takes, and more. Sorting all of them would cost most of a choice's time. */
function leading(values: Numbers, largest: number, enough: (near: Numbers) => boolean): Numbers {
  for (let reach = 4; reach < 64; reach *= 2) {
    const near = values.filter((value) => value >= largest - reach);
    if (enough(near)) return near.sort().reverse();
  }
  return values.slice().sort().reverse();
}
