import { median } from '@/base/median';

/** A clock whose readings are all multiples of more than this is coarse: real ones tick in tens of nanoseconds, Dawn's rounded one in 65,536 or 100,000. */
const COARSE_NS = 1000;

/** The largest step in which a clock's readings can be counted, in nanoseconds; 0 where all are equal. */
export function quantumOf(replays: readonly Float64Array[]): number {
  let quantum = 0;
  for (const times of replays) for (const time of times) quantum = greatestCommonDivisor(quantum, Math.abs(time));
  return quantum;
}

export function isCoarse(quantumNs: number): boolean {
  return quantumNs > COARSE_NS;
}

/**
 * Milliseconds of each dispatch out of the readings before and after it in several replays: the median, or of a coarse clock the mean (a
 * short dispatch reads 0 or one quantum, and only on average what it takes). Not-a-number where the clock never gave a usable reading: it
 * may be reset between two.
 */
export function dispatchTimes(replays: readonly Float64Array[], coarse: boolean): number[] {
  const dispatches = (replays[0]?.length ?? 0) / 2;
  return Array.from({ length: dispatches }, (_, i) => {
    const spans = replays
      .map((times) => (times[2 * i + 1] ?? Number.NaN) - (times[2 * i] ?? Number.NaN))
      .filter((span) => span >= 0);
    return (coarse ? mean(spans) : median(spans)) / 1e6;
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function greatestCommonDivisor(a: number, b: number): number {
  let [large, small] = [a, b];
  while (small > 0) [large, small] = [small, large % small];
  return large;
}
