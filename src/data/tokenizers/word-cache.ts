import type { WordEnd } from './byte-bpe/pre-tokenize';
import { WordTable } from './byte-bpe/word-table';

/** Words longer than this are not worth remembering. */
const CACHED_UNITS = 64;
/** The cache is thrown away when it holds this many words or units (about 20 MB), so that endless corpora keep it bounded. */
const CACHE_WORDS = 1 << 18;
const CACHE_UNITS = 1 << 22;

/** The ids of the word [from, to) of `text`; the answer is valid until the next call. */
export type EncodeWord = (text: string, from: number, to: number) => ArrayLike<number>;

/** Text to ids word by word, through a cache of words already encoded. */
export class WordCache {
  private words = new WordTable();
  /** Ids of cached word i: cached[starts[i]] .. cached[starts[i + 1] - 1]. */
  private starts = new Int32Array(1 << 12);
  private cached = new Int32Array(1 << 14);

  constructor(
    private readonly wordEnd: WordEnd,
    private readonly encodeWord: EncodeWord,
  ) {}

  /** Appends the ids of [from, to) of `text`. */
  encode(text: string, from: number, to: number, ids: number[]): void {
    for (let at = from; at < to; ) {
      const end = this.wordEnd(text, at, to);
      if (end - at > CACHED_UNITS) append(this.encodeWord(text, at, end), ids);
      else this.encodeCached(text, at, end, ids);
      at = end;
    }
  }

  private encodeCached(text: string, from: number, to: number, ids: number[]): void {
    let word = this.words.find(text, from, to);
    if (word < 0) word = this.remember(text, from, to, word);
    const end = this.starts[word + 1] as number;
    for (let i = this.starts[word] as number; i < end; i++) ids.push(this.cached[i] as number);
  }

  private remember(text: string, from: number, to: number, missing: number): number {
    const found = this.encodeWord(text, from, to);
    if (this.words.size >= CACHE_WORDS || this.words.unitsUsed >= CACHE_UNITS) this.words = new WordTable();
    const word = this.words.insert(text, from, to, missing);
    const start = this.starts[word] as number;
    if (word + 1 >= this.starts.length) this.starts = doubled(this.starts);
    while (start + found.length > this.cached.length) this.cached = doubled(this.cached);
    this.cached.set(found, start);
    this.starts[word + 1] = start + found.length;
    return word;
  }
}

function append(found: ArrayLike<number>, ids: number[]): void {
  for (let i = 0; i < found.length; i++) ids.push(found[i] as number);
}

function doubled(old: Int32Array): Int32Array<ArrayBuffer> {
  const next = new Int32Array(old.length * 2);
  next.set(old);
  return next;
}
