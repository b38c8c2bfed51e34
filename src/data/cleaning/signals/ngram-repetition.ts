import { MOST_WORDS, type WordList } from './word-list';

/** Longest n-gram looked at (Rae et al. 2021, table A1). */
const LONGEST = 10;
/** Up to this length the most frequent n-gram counts, above it all that repeat. */
const LONGEST_TOP = 4;
/** Words made up so that hashes collide must not make a table a list; at half load twenty are rare. */
const MOST_PROBES = 256;

/**
 * Repetition within a document by n-grams of words (Rae et al. 2021, A.1.1): for n = 2, 3, 4 the characters (words and the blanks between)
 * of the most frequent n-gram, all its occurrences; for n = 5 to 10 the characters (words) of n-grams that occurred before, where what one
 * match covers does not count again. An n-gram that occurs once is no repetition.
 *
 * An n-gram can only repeat if both (n-1)-grams in it do, so each length looks only at what the length before found: on prose most of the
 * work is done after n = 3. Memory: 29 bytes a word of the longest document so far, at most 6 MB.
 */
export class NgramRepetition {
  /** Characters by n. */
  readonly characters = new Float64Array(LONGEST + 1);
  /** By position: whether the (n-1)-gram that starts there occurs twice; later, whether the n-gram does. */
  private repeats = new Uint8Array(0);
  /** By position: hash of the n-gram. */
  private hashes = new Int32Array(0);
  /** Positions of n-grams that may repeat, in order. */
  private places = new Int32Array(0);
  private placeCount = 0;
  /** By slot: first position + 1, 0 for empty. */
  private table = new Int32Array(0);
  /** By first position: occurrences. */
  private counts = new Int32Array(0);
  /** By position: that of the first equal n-gram. */
  private firsts = new Int32Array(0);

  measure(list: WordList): void {
    const { count } = list;
    this.characters.fill(0);
    this.reserve(count);
    this.repeats.fill(1, 0, count);
    this.hashes.set(list.hashes.subarray(0, count));
    for (let i = 0; i < count; i++) this.places[i] = i;
    this.placeCount = count;
    for (let n = 2; n <= LONGEST && n <= count; n++) {
      this.extend(n, list);
      if (this.placeCount === 0) return;
      this.find(n, list);
      this.characters[n] = n <= LONGEST_TOP ? this.top(n, list) : this.repeated(n, list);
    }
  }

  /** Keeps the places whose n-gram may repeat, and makes `hashes` those of the n-grams. */
  private extend(n: number, list: WordList): void {
    const { repeats, hashes, places } = this;
    const words = list.hashes;
    const last = list.count - n;
    let kept = 0;
    for (let k = 0; k < this.placeCount; k++) {
      const i = places[k] as number;
      const may = i <= last && repeats[i] === 1 && repeats[i + 1] === 1;
      // Read by the place before it already: marks of this length are gone when `find` sets those of the next.
      repeats[i] = 0;
      if (!may) continue;
      const hash = hashes[i] as number;
      const mixed = Math.imul(((hash << 5) | (hash >>> 27)) ^ (words[i + n - 1] as number), 0x9e3779b1);
      hashes[i] = mixed ^ (mixed >>> 15);
      places[kept++] = i;
    }
    this.placeCount = kept;
  }

  /** Finds for every place the first equal n-gram and counts; afterwards `repeats` says which occur twice. */
  private find(n: number, list: WordList): void {
    const { repeats, hashes, firsts, table, counts, places, placeCount } = this;
    const words = list.hashes;
    const mask = 2 ** Math.ceil(Math.log2(placeCount * 2)) - 1;
    table.fill(0, 0, mask + 1);
    for (let k = 0; k < placeCount; k++) {
      const i = places[k] as number;
      const hash = hashes[i] as number;
      let slot = hash & mask;
      let first = (table[slot] as number) - 1;
      let probes = 0;
      while (first >= 0 && probes < MOST_PROBES && (hashes[first] !== hash || !equal(words, first, i, n))) {
        slot = (slot + 1) & mask;
        first = (table[slot] as number) - 1;
        probes++;
      }
      if (first < 0 || probes === MOST_PROBES) {
        if (first < 0) table[slot] = i + 1;
        firsts[i] = i;
        counts[i] = 1;
      } else {
        firsts[i] = first;
        counts[first] = (counts[first] as number) + 1;
        repeats[i] = 1;
        repeats[first] = 1;
      }
    }
  }

  /** The most frequent; of several the one with the most characters. */
  private top(n: number, { lengths }: WordList): number {
    const { repeats, firsts, counts, places } = this;
    let most = 1;
    let characters = 0;
    for (let at = 0; at < this.placeCount; at++) {
      const i = places[at] as number;
      if (firsts[i] !== i || repeats[i] === 0) continue;
      const times = counts[i] as number;
      if (times < most) continue;
      let length = n - 1;
      for (let k = 0; k < n; k++) length += lengths[i + k] as number;
      if (times > most) characters = 0;
      most = times;
      characters = Math.max(characters, length * times);
    }
    return characters;
  }

  private repeated(n: number, { lengths }: WordList): number {
    const { repeats, firsts, counts, places } = this;
    let characters = 0;
    let covered = 0;
    for (let at = 0; at < this.placeCount; at++) {
      const i = places[at] as number;
      if (i < covered || repeats[i] === 0) continue;
      const first = firsts[i] as number;
      // -1 marks an n-gram that the walk came to; those that a match covers it never comes to.
      if (counts[first] === -1) {
        for (let k = 0; k < n; k++) characters += lengths[i + k] as number;
        covered = i + n;
      } else counts[first] = -1;
    }
    return characters;
  }

  private reserve(count: number): void {
    if (count <= this.hashes.length) return;
    const room = Math.min(MOST_WORDS, Math.max(4096, 2 ** Math.ceil(Math.log2(count))));
    this.repeats = new Uint8Array(room);
    this.hashes = new Int32Array(room);
    this.places = new Int32Array(room);
    this.counts = new Int32Array(room);
    this.firsts = new Int32Array(room);
    this.table = new Int32Array(2 ** Math.ceil(Math.log2(room * 2)));
  }
}

/** Hashes of n-grams may collide; those of words are compared. */
function equal(words: Int32Array, a: number, b: number, n: number): boolean {
  for (let k = 0; k < n; k++) if (words[a + k] !== words[b + k]) return false;
  return true;
}
