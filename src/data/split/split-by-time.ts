import { heldOutCount, invalidSplit, TRAIN, VALIDATION } from './assign-sides';

/**
 * The latest documents are held out, as a model will be used: `times` are numbers that sort (milliseconds, a year). Documents of one time stay
 * on one side, so that nothing of validation's first moment is trained on; the border is the one closest to the share. Documents without a
 * time (NaN) are trained on. Side of each document. Throws LoamError `data/invalid-split` when there are fewer than two times.
 */
export function splitByTime(times: ArrayLike<number>, fraction: number): Uint8Array {
  const known = Array.from({ length: times.length }, (_, i) => i).filter((i) => !Number.isNaN(times[i]));
  const wanted = heldOutCount(known.length, fraction);
  const sorted = Float64Array.from(known, (i) => times[i] as number).sort();
  let border = -1;
  // Places where the time changes; the nearest to the wanted one wins, of two equally near the one that trains on more.
  for (let at = 1; at < sorted.length; at++) {
    if (sorted[at] === sorted[at - 1]) continue;
    const miss = Math.abs(sorted.length - at - wanted);
    if (border < 0 || miss <= Math.abs(sorted.length - border - wanted)) border = at;
  }
  if (border < 0) throw invalidSplit('All documents are of one time', 'Choose another column, or split by document.');
  const first = sorted[border] as number;
  return Uint8Array.from({ length: times.length }, (_, i) => ((times[i] as number) >= first ? VALIDATION : TRAIN));
}
