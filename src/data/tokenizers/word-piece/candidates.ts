import type { PairTable } from '../byte-bpe/pair-table';

/** A pair seen less often teaches nothing. */
const LEAST_COUNT = 2;
/** Pairs looked at for each merge: a score changes with the counts of both halves, so that no queue of scores would stay true. */
const MOST = 1 << 15;

/**
 * The pairs worth a look: those seen at least `least` times. `least` starts where the most frequent hundredth of the pairs begins and is halved
 * whenever no pair is left, down to 2.
 */
export class Candidates {
  private list: number[] = [];
  private listed = new Uint8Array(1 << 12);
  private least: number;

  constructor(
    private readonly pairs: PairTable,
    private readonly pairCounts: readonly number[],
    private readonly counts: readonly number[],
  ) {
    const sorted = Float64Array.from(pairCounts).sort();
    this.least = Math.max(LEAST_COUNT, sorted[Math.floor(sorted.length * 0.99)] ?? 0);
    this.collect();
  }

  /** A pair that has been counted up. */
  touch(pair: number): void {
    if ((this.pairCounts[pair] ?? 0) >= this.least && this.listed[pair] !== 1) this.enlist(pair);
  }

  /** The pair with the highest score, ties to the higher count and then to the smaller ids; -1 when there is none. */
  best(): number {
    for (;;) {
      const best = this.scan();
      if (best >= 0 || this.least <= LEAST_COUNT) return best;
      this.least = Math.max(LEAST_COUNT, Math.floor(this.least / 2));
      this.collect();
    }
  }

  private scan(): number {
    let best = -1;
    let bestScore = -1;
    let kept = 0;
    for (const pair of this.list) {
      const count = this.pairCounts[pair] as number;
      if (count < this.least) {
        this.listed[pair] = 0;
        continue;
      }
      this.list[kept++] = pair;
      const score =
        count /
        ((this.counts[this.pairs.left[pair] as number] as number) *
          (this.counts[this.pairs.right[pair] as number] as number));
      if (score > bestScore || (score === bestScore && this.before(pair, best))) {
        best = pair;
        bestScore = score;
      }
    }
    this.list.length = kept;
    return best;
  }

  private before(a: number, b: number): boolean {
    const byCount = (this.pairCounts[a] as number) - (this.pairCounts[b] as number);
    if (byCount !== 0) return byCount > 0;
    const byLeft = (this.pairs.left[a] as number) - (this.pairs.left[b] as number);
    return byLeft !== 0 ? byLeft < 0 : (this.pairs.right[a] as number) < (this.pairs.right[b] as number);
  }

  private collect(): void {
    let found = this.pairCounts.flatMap((count, pair) => (count >= this.least ? [pair] : []));
    if (found.length > MOST) {
      const counts = Float64Array.from(found, (pair) => this.pairCounts[pair] as number).sort();
      this.least = Math.max(this.least, counts[counts.length - MOST] ?? 0);
      found = found.filter((pair) => (this.pairCounts[pair] as number) >= this.least);
    }
    this.list = [];
    this.listed.fill(0);
    for (const pair of found) this.enlist(pair);
  }

  private enlist(pair: number): void {
    if (pair >= this.listed.length) {
      const next = new Uint8Array(Math.max(pair + 1, this.listed.length * 2));
      next.set(this.listed);
      this.listed = next;
    }
    this.listed[pair] = 1;
    this.list.push(pair);
  }
}
