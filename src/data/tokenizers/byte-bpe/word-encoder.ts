import type { Rng } from '@/base/rng';
import { type EncodeWord, WordCache } from '../word-cache';
import { byteToCharacter } from './byte-alphabet';
import { mergeWithDropout } from './merge-dropout';
import type { Merges } from './merges';
import { mergeWord } from './merges';
import type { WordEnd } from './pre-tokenize';
import { writeUtf8 } from './utf8';

/** Text without special tokens to ids by merges. */
export class WordEncoder {
  private readonly cache: WordCache;
  private scratch = new Int32Array(1 << 10);

  constructor(
    private readonly wordEnd: WordEnd,
    /** Id of each byte. */
    private readonly byteIds: Int32Array,
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
      const bytes = this.bytes(text, at, end, this.byteIds);
      const n = mergeWithDropout(this.scratch, bytes, this.merges, dropout, rng);
      for (let i = 0; i < n; i++) ids.push(this.scratch[i] as number);
      at = end;
    }
  }

  private readonly encodeWord: EncodeWord = (text, from, to) => {
    if (this.whole && to - from <= LONGEST_WHOLE) {
      const id = this.whole.get(this.spelled(text, from, to));
      if (id !== undefined) return [id];
    }
    // First the bytes: they may need another scratch.
    const bytes = this.bytes(text, from, to, this.byteIds);
    const n = mergeWord(this.scratch, bytes, this.merges);
    return this.scratch.subarray(0, n);
  };

  /** Writes what stands for the bytes into the scratch; answers how many there are. */
  private bytes(text: string, from: number, to: number, symbols: Int32Array): number {
    const most = 3 * (to - from);
    if (most > this.scratch.length) this.scratch = new Int32Array(most);
    else if (this.scratch.length > LARGE && most <= LARGE) this.scratch = new Int32Array(LARGE);
    return writeUtf8(text, from, to, symbols, this.scratch);
  }

  private spelled(text: string, from: number, to: number): string {
    const n = this.bytes(text, from, to, characters);
    return String.fromCharCode(...this.scratch.subarray(0, n));
  }
}

/** No vocabulary in use has a longer token. */
const LONGEST_WHOLE = 256;
/** A scratch for a giant word is given up at the next usual one. */
const LARGE = 1 << 16;
const characters = Int32Array.from(byteToCharacter);
