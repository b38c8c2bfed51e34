import type { Rng } from '@/base/rng';
import { type EncodeWord, WordCache } from '../word-cache';
import { byteToCharacter } from './byte-alphabet';
import { mergeWithDropout } from './merge-dropout';
import type { Merges } from './merges';
import { mergeWord } from './merges';
import type { WordEnd } from './pre-tokenize';
import { writeUtf8 } from './utf8';

/** Writes the ids that merging of [from, to) of `text` begins with into `target` from 0, 3 a UTF-16 unit at most. Returns how many. */
export type WriteSymbols = (text: string, from: number, to: number, target: Int32Array) => number;

/** Text without special tokens to ids by merges. */
export class WordEncoder {
  private readonly cache: WordCache;
  private scratch = new Int32Array(1 << 10);

  constructor(
    private readonly wordEnd: WordEnd,
    private readonly write: WriteSymbols,
    private readonly merges: Merges,
    /** Words that are taken as they are, spelled in the byte-level alphabet, if any are. */
    private readonly whole?: ReadonlyMap<string, number>,
  ) {
    this.cache = new WordCache(wordEnd, this.encodeWord);
  }

  /** Appends the ids of [from, to) of `text`. */
  encode(text: string, from: number, to: number, ids: number[]): void {
    this.cache.encode(text, from, to, ids);
  }

  /** Appends the ids of [from, to) with each merge left out at random: no two calls need be alike, so nothing is remembered. */
  encodeWithDropout(text: string, from: number, to: number, ids: number[], dropout: number, rng: Rng): void {
    for (let at = from; at < to; ) {
      const end = this.wordEnd(text, at, to);
      const count = this.symbols(text, at, end);
      const n = mergeWithDropout(this.scratch, count, this.merges, dropout, rng);
      for (let i = 0; i < n; i++) ids.push(this.scratch[i] as number);
      at = end;
    }
  }

  private readonly encodeWord: EncodeWord = (text, from, to) => {
    if (this.whole && to - from <= LONGEST_WHOLE) {
      const id = this.whole.get(this.spelled(text, from, to));
      if (id !== undefined) return [id];
    }
    // First the symbols: they may need another scratch.
    const count = this.symbols(text, from, to);
    const n = mergeWord(this.scratch, count, this.merges);
    return this.scratch.subarray(0, n);
  };

  /** Writes the symbols into the scratch; answers how many there are. */
  private symbols(text: string, from: number, to: number): number {
    this.makeRoom(3 * (to - from));
    return this.write(text, from, to, this.scratch);
  }

  private makeRoom(most: number): void {
    if (most > this.scratch.length) this.scratch = new Int32Array(most);
    else if (this.scratch.length > LARGE && most <= LARGE) this.scratch = new Int32Array(LARGE);
  }

  private spelled(text: string, from: number, to: number): string {
    this.makeRoom(3 * (to - from));
    const n = writeUtf8(text, from, to, characters, this.scratch);
    return String.fromCharCode(...this.scratch.subarray(0, n));
  }
}

/** No vocabulary in use has a longer token. */
const LONGEST_WHOLE = 256;
/** A scratch for a giant word is given up at the next usual one. */
const LARGE = 1 << 16;
const characters = Int32Array.from(byteToCharacter);
