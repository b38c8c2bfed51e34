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
 * work is done after n = 3. Memory: 25 bytes a word of the longest document so far, at most 6 MB.
 */
export class NgramRepetition {
  /** Characters by n. */
  readonly characters = new Float64Array(LONGEST + 1);
  /** Whether the (n-1)-gram that starts here occurs twice, and the hash of the n-gram. */
  private repeats = new Uint8Array(0);
  private hashes = new Int32Array(0);
  /** By slot: first position + 1, 0 for empty. */
  private table = new Int32Array(0);
  /** By first position: occurrences. */
  private counts = new Int32Array(0);
  /** Position of the first equal n-gram. */
  private firsts = new Int32Array(0);

  measure(list: WordList): void {
    const { count } = list;
    this.characters.fill(0);
    this.reserve(count);
    this.repeats.fill(1, 0, count);
    this.hashes.set(list.hashes.subarray(0, count));
    for (let n = 2; n <= LONGEST && n <= count; n++) {
      const candidates = this.extend(n, list);
      if (candidates === 0) return;
      this.find(n, candidates, list);
      this.characters[n] = n <= LONGEST_TOP ? this.top(n, list) : this.repeated(n, list);
    }
  }

  /** Makes `hashes` those of n-grams; marks in `firsts` the places that may start one that repeats, and counts them. */
  private extend(n: number, list: WordList): number {
    const { repeats, hashes, firsts } = this;
    const last = list.count - n;
    let candidates = 0;
    for (let i = 0; i <= last; i++) {
      if (repeats[i] === 0 || repeats[i + 1] === 0) {
        firsts[i] = -1;
        continue;
      }
      const word = list.hashes[i + n - 1] ?? 0;
      const mixed = Math.imul(((hashes[i] ?? 0) << 5) ^ ((hashes[i] ?? 0) >>> 27) ^ word, 0x9e3779b1);
      hashes[i] = mixed ^ (mixed >>> 15);
      firsts[i] = i;
      candidates++;
    }
    return candidates;
  }

  /** Finds for every candidate the first equal n-gram and counts; afterwards `repeats` says which occur twice. */
  private find(n: number, candidates: number, list: WordList): void {
    const { repeats, hashes, firsts, table, counts } = this;
    const words = list.hashes;
    const mask = 2 ** Math.ceil(Math.log2(candidates * 2)) - 1;
    table.fill(0, 0, mask + 1);
    const last = list.count - n;
    repeats.fill(0, 0, list.count);
    for (let i = 0; i <= last; i++) {
      if (firsts[i] !== i) continue;
      const hash = hashes[i] ?? 0;
      let slot = hash & mask;
      let first = (table[slot] ?? 0) - 1;
      let probes = 0;
      while (first >= 0 && probes < MOST_PROBES && (hashes[first] !== hash || !equal(words, first, i, n))) {
        slot = (slot + 1) & mask;
        first = (table[slot] ?? 0) - 1;
        probes++;
      }
      if (first < 0 || probes === MOST_PROBES) {
        if (first < 0) table[slot] = i + 1;
        counts[i] = 1;
      } else {
        firsts[i] = first;
        counts[first] = (counts[first] ?? 0) + 1;
        repeats[i] = 1;
        repeats[first] = 1;
      }
    }
  }

  /** The most frequent; of several the one with the most characters. */
  private top(n: number, { lengths, count }: WordList): number {
    const { repeats, firsts, counts } = this;
    let most = 1;
    let characters = 0;
    for (let i = 0; i <= count - n; i++) {
      if (firsts[i] !== i || repeats[i] === 0) continue;
      const times = counts[i] ?? 0;
      if (times < most) continue;
      let length = n - 1;
      for (let k = 0; k < n; k++) length += lengths[i + k] ?? 0;
      if (times > most) characters = 0;
      most = times;
      characters = Math.max(characters, length * times);
    }
    return characters;
  }

  private repeated(n: number, { lengths, count }: WordList): number {
    const { repeats, firsts, counts } = this;
    let characters = 0;
    for (let i = 0; i <= count - n; ) {
      const first = repeats[i] === 0 ? -1 : (firsts[i] ?? -1);
      // -1 marks an n-gram that the walk came to; those that a match covers it never comes to.
      if (first >= 0 && counts[first] === -1) {
        for (let k = 0; k < n; k++) characters += lengths[i + k] ?? 0;
        i += n;
      } else {
        if (first >= 0) counts[first] = -1;
        i++;
      }
    }
    return characters;
  }

  private reserve(count: number): void {
    if (count <= this.hashes.length) return;
    const room = Math.min(MOST_WORDS, Math.max(4096, 2 ** Math.ceil(Math.log2(count))));
    this.repeats = new Uint8Array(room);
    this.hashes = new Int32Array(room);
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
