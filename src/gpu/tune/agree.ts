/** Part of one result of a candidate, as read back. */
export interface Sample {
  /** Stored as f16, or computed from what is. */
  readonly half: boolean;
  readonly values: Float32Array | Int32Array;
}

/**
 * Candidates sum in different orders. float32 on normal numbers: 6e-8 a rounding, and sums of K products are off by about 6e-8 * sqrt(K) of
 * their own typical size: 1.5e-5 for K = 65,536. Halves: 4.9e-4 a rounding, a few of them. Several times that passes; a missing term of 256,
 * a wrong row or a lost subgroup does not. Relative to the value, and to the root mean square of all, for sums that cancel.
 */
const TOLERANCE = { float: 1e-4, half: 8e-3 };

/** Why two results are not the same, or nothing. Not-a-number agrees with nothing, itself included; integers must be equal. */
export function difference(actual: readonly Sample[], expected: readonly Sample[]): string | undefined {
  if (actual.length !== expected.length) return `${actual.length} results instead of ${expected.length}`;
  for (const [at, { values, half }] of actual.entries()) {
    const wanted = expected[at];
    if (!wanted || wanted.values.length !== values.length) return `result ${at} has another size`;
    const exact = values instanceof Int32Array;
    const share = exact ? 0 : half || wanted.half ? TOLERANCE.half : TOLERANCE.float;
    const typical = rootMeanSquare(wanted.values);
    for (let i = 0; i < values.length; i++) {
      const a = values[i] ?? Number.NaN;
      const b = wanted.values[i] ?? Number.NaN;
      // An infinite tolerance would let anything pass.
      if (a === b || (Number.isFinite(b) && Math.abs(a - b) <= share * (Math.abs(b) + typical))) continue;
      return `result ${at} is ${a} instead of ${b} at element ${i} of those compared`;
    }
  }
  return undefined;
}

/**
 * The places of the results that count as right: the largest group that agrees, and of groups of one size the one with the earliest. So a
 * first candidate that is wrong loses against two that are right.
 */
export function agreeing(results: readonly (readonly Sample[])[]): ReadonlySet<number> {
  const groups: number[][] = [];
  results.forEach((result, at) => {
    if (difference(result, result)) return;
    const group = groups.find(([first = at]) => !difference(result, results[first] ?? []));
    if (group) group.push(at);
    else groups.push([at]);
  });
  const largest = groups.reduce<number[]>((best, group) => (group.length > best.length ? group : best), []);
  return new Set(largest);
}

function rootMeanSquare(values: ArrayLike<number>): number {
  let sum = 0;
  let finite = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (!Number.isFinite(value)) continue;
    sum += value * value;
    finite++;
  }
  return finite > 0 ? Math.sqrt(sum / finite) : 0;
}
