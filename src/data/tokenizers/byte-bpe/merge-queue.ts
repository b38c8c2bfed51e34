import type { PairTable } from './pair-table';

/** Pairs by highest count, ties to the smaller pair of ids (Hugging Face's order). Counts are as of the push: the caller re-pushes stale ones. */
export class MergeQueue {
  private readonly pair: number[] = [];
  private readonly count: number[] = [];

  constructor(private readonly pairs: PairTable) {}

  push(pair: number, count: number): void {
    let i = this.pair.length;
    this.pair.push(pair);
    this.count.push(count);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.before(pair, count, parent)) break;
      this.move(parent, i);
      i = parent;
    }
    this.pair[i] = pair;
    this.count[i] = count;
  }

  pop(): { pair: number; count: number } | undefined {
    const top = this.pair[0];
    if (top === undefined) return undefined;
    const result = { pair: top, count: this.count[0] as number };
    const pair = this.pair.pop() as number;
    const count = this.count.pop() as number;
    const size = this.pair.length;
    if (size === 0) return result;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) break;
      if (child + 1 < size && this.before(this.pair[child + 1] as number, this.count[child + 1] as number, child))
        child++;
      if (this.before(pair, count, child)) break;
      this.move(child, i);
      i = child;
    }
    this.pair[i] = pair;
    this.count[i] = count;
    return result;
  }

  /** Whether (pair, count) comes before the entry at `at`. */
  private before(pair: number, count: number, at: number): boolean {
    const otherCount = this.count[at] as number;
    if (count !== otherCount) return count > otherCount;
    const other = this.pair[at] as number;
    const { left, right } = this.pairs;
    const a = left[pair] as number;
    const b = left[other] as number;
    return a !== b ? a < b : (right[pair] as number) < (right[other] as number);
  }

  private move(from: number, to: number): void {
    this.pair[to] = this.pair[from] as number;
    this.count[to] = this.count[from] as number;
  }
}
