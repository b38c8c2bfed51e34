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

/** Linked list and heap: n log n, for words without end. Keys hold rank and position in one double (2^21 ranks, 2^31 positions). */
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

const POSITIONS = 2 ** 31;

class KeyHeap {
  size = 0;
  private keys: Float64Array;

  constructor(capacity: number) {
    this.keys = new Float64Array(Math.max(16, capacity));
  }

  append(rank: number, position: number): void {
    if (rank >= 0) this.keys[this.size++] = rank * POSITIONS + position;
  }

  heapify(): void {
    for (let i = (this.size >> 1) - 1; i >= 0; i--) this.sink(i);
  }

  push(rank: number, position: number): void {
    if (rank < 0) return;
    if (this.size === this.keys.length) {
      const keys = new Float64Array(this.size * 2);
      keys.set(this.keys);
      this.keys = keys;
    }
    const key = rank * POSITIONS + position;
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if ((this.keys[parent] as number) <= key) break;
      this.keys[i] = this.keys[parent] as number;
      i = parent;
    }
    this.keys[i] = key;
  }

  pop(): { rank: number; position: number } {
    const key = this.keys[0] as number;
    this.size--;
    this.keys[0] = this.keys[this.size] as number;
    this.sink(0);
    const rank = Math.floor(key / POSITIONS);
    return { rank, position: key - rank * POSITIONS };
  }

  private sink(from: number): void {
    const key = this.keys[from] as number;
    let i = from;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && (this.keys[child + 1] as number) < (this.keys[child] as number)) child++;
      if ((this.keys[child] as number) >= key) break;
      this.keys[i] = this.keys[child] as number;
      i = child;
    }
    this.keys[i] = key;
  }
}
