import type { PieceTrie } from './piece-trie';

/** Symbols between which all pieces may be; below the lowest score by so much is one that no piece has (SentencePiece's penalty). */
const UNKNOWN_PENALTY = 10;

/** Finds the likeliest pieces of a run of symbols (Viterbi; Kudo 2018, equation 3). */
export class LikeliestPieces {
  private best = new Float64Array(1 << 8);
  private from = new Int32Array(1 << 8);
  private piece = new Int32Array(1 << 8);
  private readonly unknownScore: number;

  constructor(
    private readonly trie: PieceTrie,
    private readonly scores: ArrayLike<number>,
    /** Id of the unknown piece; -1 where every symbol is a piece. */
    private readonly unknown = -1,
  ) {
    let lowest = 0;
    for (let id = 0; id < scores.length; id++) lowest = Math.min(lowest, scores[id] as number);
    this.unknownScore = lowest - UNKNOWN_PENALTY;
  }

  /**
   * The pieces of symbols[0 .. count - 1]; among equally likely ways the one whose last piece is longest, as Hugging Face's encoder has it.
   * Unknown symbols in a row are one unknown piece. `banned` is a piece that may not be used. Valid until the next call.
   */
  find(symbols: ArrayLike<number>, count: number, banned = -1): Int32Array {
    if (count >= this.best.length) this.grow(count + 1);
    const { best, from, piece, trie, scores } = this;
    best.fill(Number.NEGATIVE_INFINITY, 0, count + 1);
    best[0] = 0;
    for (let at = 0; at < count; at++) {
      const here = best[at] as number;
      let single = false;
      for (let end = at, node = 0; end < count; end++) {
        node = trie.step(node, symbols[end] as number);
        if (node < 0) break;
        const found = trie.pieceAt(node);
        if (found < 0 || found === banned) continue;
        if (end === at) single = true;
        // The unknown piece, spelled out in the text, is no better than what is unknown.
        const score = here + (found === this.unknown ? this.unknownScore : (scores[found] as number));
        if (score > (best[end + 1] as number)) {
          best[end + 1] = score;
          from[end + 1] = at;
          piece[end + 1] = found;
        }
      }
      if (!single && here + this.unknownScore > (best[at + 1] as number)) {
        best[at + 1] = here + this.unknownScore;
        from[at + 1] = at;
        piece[at + 1] = this.unknown;
      }
    }
    return this.trace(count);
  }

  /** Backwards from the end, into the upper end of `piece`, which the way has passed by then. */
  private trace(count: number): Int32Array {
    const { from, piece, unknown } = this;
    let top = count + 1;
    let last = -2;
    for (let at = count; at > 0; ) {
      const found = piece[at] as number;
      at = from[at] as number;
      if (found === unknown && last === unknown) continue;
      piece[--top] = found;
      last = found;
    }
    return piece.subarray(top, count + 1);
  }

  private grow(size: number): void {
    const length = Math.max(size, this.best.length * 2);
    this.best = new Float64Array(length);
    this.from = new Int32Array(length);
    this.piece = new Int32Array(length);
  }
}
