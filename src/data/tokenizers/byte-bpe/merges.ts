import { KeyHeap } from './key-heap';
import type { PairTable } from './pair-table';

/** The merge rules of a tokenizer by rank: pair i of `pairs` has rank i and becomes `merged[i]`. */
export interface Merges {
  readonly pairs: PairTable;
  readonly merged: Int32Array;
}

/** Above this many symbols the quadratic way loses to the heap. */
const SHORT = 48;

/**
 * Applies the rules to ids[0 .. count - 1] in place: lowest rank first, leftmost first among equals (Sennrich et al. 2016, as Hugging Face
 * does it). Returns how many ids remain.
 */
export function mergeWord(ids: Int32Array, count: number, merges: Merges): number {
  return count <= SHORT ? mergeShort(ids, count, merges) : mergeLong(ids, count, merges);
}

const ranks = new Int32Array(SHORT);

function mergeShort(ids: Int32Array, count: number, { pairs, merged }: Merges): number {
  let n = count;
  for (let i = 0; i + 1 < n; i++) ranks[i] = pairs.find(ids[i] as number, ids[i + 1] as number);
  for (;;) {
    let best = -1;
    let at = -1;
    for (let i = 0; i + 1 < n; i++) {
      const rank = ranks[i] as number;
      if (rank >= 0 && (best < 0 || rank < best)) {
        best = rank;
        at = i;
      }
    }
    if (at < 0) return n;
    ids[at] = merged[best] as number;
    n--;
    ids.copyWithin(at + 1, at + 2, n + 1);
    ranks.copyWithin(at + 1, at + 2, n);
    if (at > 0) ranks[at - 1] = pairs.find(ids[at - 1] as number, ids[at] as number);
    if (at + 1 < n) ranks[at] = pairs.find(ids[at] as number, ids[at + 1] as number);
  }
}

/** Linked list and heap: n log n, for words without end. */
function mergeLong(ids: Int32Array, count: number, { pairs, merged }: Merges): number {
  const next = new Int32Array(count);
  const previous = new Int32Array(count);
  const heap = new KeyHeap(count);
  for (let i = 0; i < count; i++) {
    next[i] = i + 1;
    previous[i] = i - 1;
    if (i + 1 < count) heap.append(pairs.find(ids[i] as number, ids[i + 1] as number), i);
  }
  heap.heapify();
  while (heap.size > 0) {
    const { rank, position: at } = heap.pop();
    const right = next[at] as number;
    // Stale keys: the symbol was swallowed (-1) or has another neighbour now.
    if (ids[at] === -1 || right >= count || pairs.find(ids[at] as number, ids[right] as number) !== rank) continue;
    ids[at] = merged[rank] as number;
    ids[right] = -1;
    const after = next[right] as number;
    next[at] = after;
    if (after < count) {
      previous[after] = at;
      heap.push(pairs.find(ids[at] as number, ids[after] as number), at);
    }
    const before = previous[at] as number;
    if (before >= 0) heap.push(pairs.find(ids[before] as number, ids[at] as number), before);
  }
  let n = 0;
  for (let i = 0; i < count; i = next[i] as number) ids[n++] = ids[i] as number;
  return n;
}
