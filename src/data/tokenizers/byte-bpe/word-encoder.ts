import type { Rng } from '@/base/rng';
import { mergeWithDropout } from './merge-dropout';
import type { Merges } from './merges';
import { mergeWord } from './merges';
import { wordEnd } from './pre-tokenize';
import { writeUtf8 } from './utf8';
import { WordTable } from './word-table';

/** Words longer than this are not worth remembering. */
const CACHED_UNITS = 64;
/** The cache is thrown away when it holds this many words or units (about 20 MB), so that endless corpora keep it bounded. */
const CACHE_WORDS = 1 << 18;
const CACHE_UNITS = 1 << 22;

/** Text without special tokens to ids, through a cache of words already merged. */
export class WordEncoder {
  private words = new WordTable();
  /** Ids of cached word i: cached[starts[i]] .. cached[starts[i + 1] - 1]. */
  private starts = new Int32Array(1 << 12);
  private cached = new Int32Array(1 << 14);
  private scratch = new Int32Array(3 * CACHED_UNITS);

  constructor(
    /** Id of each byte. */
    private readonly byteIds: Int32Array,
    private readonly merges: Merges,
  ) {}

  /** Appends the ids of [from, to) of `text`. */
  encode(text: string, from: number, to: number, ids: number[]): void {
    for (let at = from; at < to; ) {
      const end = wordEnd(text, at, to);
      if (end - at > CACHED_UNITS) this.encodeWord(text, at, end, ids);
      else this.encodeCached(text, at, end, ids);
      at = end;
    }
  }

  /** Appends the ids of [from, to) with each merge left out at random: no two calls need be alike, so nothing is remembered. */
  encodeWithDropout(text: string, from: number, to: number, ids: number[], dropout: number, rng: Rng): void {
    for (let at = from; at < to; ) {
      const end = wordEnd(text, at, to);
      const symbols = new Int32Array(3 * (end - at));
      const bytes = writeUtf8(text, at, end, this.byteIds, symbols);
      const n = mergeWithDropout(symbols, bytes, this.merges, dropout, rng);
      for (let i = 0; i < n; i++) ids.push(symbols[i] as number);
      at = end;
    }
  }

  private encodeCached(text: string, from: number, to: number, ids: number[]): void {
    let word = this.words.find(text, from, to);
    if (word < 0) word = this.remember(text, from, to, word);
    const end = this.starts[word + 1] as number;
    for (let i = this.starts[word] as number; i < end; i++) ids.push(this.cached[i] as number);
  }

  private encodeWord(text: string, from: number, to: number, ids: number[]): void {
    const symbols = new Int32Array(3 * (to - from));
    const n = mergeWord(symbols, writeUtf8(text, from, to, this.byteIds, symbols), this.merges);
    for (let i = 0; i < n; i++) ids.push(symbols[i] as number);
  }

  private remember(text: string, from: number, to: number, missing: number): number {
    const n = mergeWord(this.scratch, writeUtf8(text, from, to, this.byteIds, this.scratch), this.merges);
    if (this.words.size >= CACHE_WORDS || this.words.unitsUsed >= CACHE_UNITS) this.words = new WordTable();
    const word = this.words.insert(text, from, to, missing);
    const start = this.starts[word] as number;
    if (word + 1 >= this.starts.length) this.starts = doubled(this.starts);
    while (start + n > this.cached.length) this.cached = doubled(this.cached);
    this.cached.set(this.scratch.subarray(0, n), start);
    this.starts[word + 1] = start + n;
    return word;
  }
}

function doubled(old: Int32Array): Int32Array<ArrayBuffer> {
  const next = new Int32Array(old.length * 2);
  next.set(old);
  return next;
}
