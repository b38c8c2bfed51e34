import type { Rng } from '@/base/rng';
import { KeyHeap } from './key-heap';
import type { Merges } from './merges';

/**
 * Applies the rules to ids[0 .. count - 1] in place as `mergeWord` does, but before each merge every possible one is left out with chance
 * `dropout`; when all are left out the word is done (Provilkov et al. 2020, algorithm 1). Coins are thrown in order of rank until one merge
 * stays in: those behind it would not matter. Returns how many ids remain.
 */
export function mergeWithDropout(ids: Int32Array, count: number, merges: Merges, dropout: number, rng: Rng): number {
  const { pairs, merged } = merges;
  const next = new Int32Array(count);
  const previous = new Int32Array(count);
  const heap = new KeyHeap(count);
  const find = (left: number, right: number) => pairs.find(ids[left] as number, ids[right] as number);
  for (let i = 0; i < count; i++) {
    next[i] = i + 1;
    previous[i] = i - 1;
    if (i + 1 < count) heap.push(find(i, i + 1), i);
  }
  let leftOut: { rank: number; position: number }[] = [];
  while (heap.size > 0) {
    const top = heap.pop();
    const { rank, position: at } = top;
    const right = next[at] as number;
    if (ids[at] === -1 || right >= count || find(at, right) !== rank) continue;
    if (rng.uniform() < dropout) {
      leftOut.push(top);
      continue;
    }
    for (const again of leftOut) heap.push(again.rank, again.position);
    leftOut = [];
    ids[at] = merged[rank] as number;
    ids[right] = -1;
    const after = next[right] as number;
    next[at] = after;
    if (after < count) {
      previous[after] = at;
      heap.push(find(at, after), at);
    }
    const before = previous[at] as number;
    if (before >= 0) heap.push(find(before, at), before);
  }
  let n = 0;
  for (let i = 0; i < count; i = next[i] as number) ids[n++] = ids[i] as number;
  return n;
}
