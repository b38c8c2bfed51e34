import { at, type Numbers } from '../../numbers';
import { isKept, keptOf, largestOf, ordered, uniformNumber, weight } from './reference';
import type { SampleNumbers } from './settings';

/**
 * For tests: how near, in probability, a row's choice is to another one. The least of two distances: from the uniform number to where one kept id's share
 * ends and the next one's begins, and from topP to any sum that the nucleus could have ended at. Infinite where nothing is drawn.
 */
export function marginOf(row: Numbers, rowIndex: number, settings: SampleNumbers): number {
  const { temperature, topK, topP } = settings;
  if (temperature === 0 || topK === 1) return Number.POSITIVE_INFINITY;
  const values = ordered(row);
  const largest = largestOf(values);
  const kept = keptOf(values, settings);
  const uniform = uniformNumber(settings.seed, settings.position, rowIndex);
  const shares = sharesOf(values.filter((value, id) => isKept(kept, value, id)));
  // The last share ends at 1, where no other begins.
  const between = Math.min(...runningSums(shares.slice(0, -1)).map((end) => Math.abs(uniform - end)), 2);
  if (topP >= 1) return between;
  const falling = values.slice().sort().reverse();
  const sums = runningSums(sharesOf(topK > 0 ? falling.slice(0, topK) : falling));
  return sums.reduce((least, sum) => Math.min(least, Math.abs(topP - sum)), between);

  function sharesOf(some: Numbers): Numbers {
    const weights = some.map((value) => weight(value, largest, temperature));
    const total = weights.reduce((a, b) => a + b, 0);
    return weights.map((w) => w / total);
  }
}

function runningSums(shares: Numbers): Numbers {
  const sums = shares.slice();
  for (let i = 1; i < sums.length; i++) sums[i] = at(sums, i - 1) + at(sums, i);
  return sums;
}
