import type { Breather } from '../breather';
import { PieceTrie } from './piece-trie';
import { type ByteWord, LONGEST_WORD } from './seed-pieces';

export interface ScoredPiece {
  readonly bytes: Uint8Array;
  /** Natural logarithm of the probability. */
  readonly score: number;
}

/** A piece with so little expected use goes (SentencePiece). */
const LEAST_EXPECTED = 0.5;

/** Pieces with their probabilities, improved by EM (Kudo 2018, section 3.2). The first 256 pieces are the single bytes, which stay. */
export class UnigramEstimate {
  pieces: readonly Uint8Array[];
  scores: Float64Array;
  trie: PieceTrie;

  /** Single bytes are added to the given pieces. */
  constructor(seeds: readonly { readonly bytes: Uint8Array; readonly count: number }[]) {
    const bytes = Array.from({ length: 256 }, (_, byte) => ({ bytes: Uint8Array.of(byte), count: 1 }));
    const all = [...bytes, ...seeds];
    const total = all.reduce((sum, { count }) => sum + count, 0);
    this.pieces = all.map((piece) => piece.bytes);
    this.scores = Float64Array.from(all, ({ count }) => Math.log(count / total));
    this.trie = trieOf(this.pieces);
  }

  /** One step: expected uses of each piece over all ways to cut each word, then probabilities from them. */
  async improve(words: readonly ByteWord[], breather: Breather): Promise<void> {
    const expected = new Float64Array(this.pieces.length);
    const paths = new ForwardBackward(this.trie, this.pieces, this.scores);
    let seen = 0;
    for (const { bytes, count } of words) {
      paths.expect(bytes, count, expected);
      if ((++seen & 0xff) === 0) await breather.breatheIfDue();
    }
    const kept = this.pieces
      .map((_, piece) => piece)
      .filter((p) => p < 256 || (expected[p] as number) >= LEAST_EXPECTED);
    let sum = 0;
    const counts = kept.map((piece) => Math.max(expected[piece] as number, LEAST_EXPECTED));
    for (const count of counts) sum += count;
    // Digamma in place of the logarithm: a sparse prior, under which rare pieces get less than their share (SentencePiece's Bayesian EM).
    const whole = digamma(sum);
    this.scores = Float64Array.from(counts, (count) => digamma(count) - whole);
    if (kept.length < this.pieces.length) {
      this.pieces = kept.map((piece) => this.pieces[piece] as Uint8Array);
      this.trie = trieOf(this.pieces);
    }
  }

  singleBytes(): ScoredPiece[] {
    return this.scored().slice(0, 256);
  }

  /** The most probable pieces of more than a byte. */
  likeliest(most: number): ScoredPiece[] {
    return this.scored()
      .slice(256)
      .sort((a, b) => b.score - a.score)
      .slice(0, most);
  }

  private scored(): ScoredPiece[] {
    return this.pieces.map((bytes, piece) => ({ bytes, score: Math.min(0, this.scores[piece] as number) }));
  }
}

function trieOf(pieces: readonly Uint8Array[]): PieceTrie {
  const trie = new PieceTrie(pieces.length * 2);
  pieces.forEach((bytes, piece) => {
    trie.add(bytes, piece);
  });
  return trie;
}

/** What each byte of a piece is worth more, so that sums over all ways to cut a word stay near one: it cancels out of every share. */
const TILT = Math.exp(3);

/** Sums over all ways to cut a word. Words are short (see `seed-pieces.ts`), so plain numbers do and no logarithms are needed. */
class ForwardBackward {
  private readonly weights: Float64Array;
  private readonly forward = new Float64Array(LONGEST_WORD + 1);
  private readonly backward = new Float64Array(LONGEST_WORD + 1);
  /** Pieces that fit somewhere in the word, in order of their first byte. */
  private readonly from = new Int32Array(LONGEST_WORD * LONGEST_WORD);
  private readonly to = new Int32Array(LONGEST_WORD * LONGEST_WORD);
  private readonly piece = new Int32Array(LONGEST_WORD * LONGEST_WORD);

  constructor(
    private readonly trie: PieceTrie,
    pieces: readonly Uint8Array[],
    scores: Float64Array,
  ) {
    this.weights = scores.map((score, piece) => Math.exp(score) * TILT ** (pieces[piece] as Uint8Array).length);
  }

  expect(bytes: Uint8Array, count: number, expected: Float64Array): void {
    const { forward, backward, from, to, piece, weights } = this;
    const n = bytes.length;
    const arcs = this.findArcs(bytes);
    forward.fill(0, 0, n + 1);
    backward.fill(0, 0, n + 1);
    forward[0] = 1;
    backward[n] = 1;
    for (let arc = 0; arc < arcs; arc++) {
      const way = (forward[from[arc] as number] as number) * (weights[piece[arc] as number] as number);
      forward[to[arc] as number] = (forward[to[arc] as number] as number) + way;
    }
    for (let arc = arcs - 1; arc >= 0; arc--) {
      const way = (backward[to[arc] as number] as number) * (weights[piece[arc] as number] as number);
      backward[from[arc] as number] = (backward[from[arc] as number] as number) + way;
    }
    const all = forward[n] as number;
    if (!(all > 0 && all < Number.POSITIVE_INFINITY)) return; // so unlikely that numbers end: it would weigh nothing
    for (let arc = 0; arc < arcs; arc++) {
      const found = piece[arc] as number;
      const ways = (forward[from[arc] as number] as number) * (backward[to[arc] as number] as number);
      expected[found] = (expected[found] as number) + (count * ways * (weights[found] as number)) / all;
    }
  }

  private findArcs(bytes: Uint8Array): number {
    let arcs = 0;
    for (let start = 0; start < bytes.length; start++) {
      for (let end = start, node = 0; end < bytes.length; end++) {
        node = this.trie.step(node, bytes[end] as number);
        if (node < 0) break;
        const found = this.trie.pieceAt(node);
        if (found < 0) continue;
        this.from[arcs] = start;
        this.to[arcs] = end + 1;
        this.piece[arcs++] = found;
      }
    }
    return arcs;
  }
}

/** Derivative of the logarithm of the gamma function, for x > 0 (Abramowitz and Stegun 6.3.5 and 6.3.18). */
export function digamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < 7; at++) shift -= 1 / at;
  const square = 1 / (at * at);
  return shift + Math.log(at) - 1 / (2 * at) - square * (1 / 12 - square * (1 / 120 - square / 252));
}
