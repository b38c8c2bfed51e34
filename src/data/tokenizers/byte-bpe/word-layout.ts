import type { Breather } from '../breather';
import { sortedBytes } from './byte-alphabet';
import type { WordCounts } from './count-words';
import { writeUtf8 } from './utf8';

/**
 * All words behind one another as ids, a 0 (no word has it) between them. A token of n bytes at place p has its id in begin[p] and in
 * end[p + n - 1], so that both neighbours of a place are found without lists: 8 bytes a byte of distinct words.
 */
export interface WordLayout {
  readonly begin: Uint16Array;
  readonly end: Uint16Array;
  /** How often the word at this place was seen. */
  readonly weight: Uint32Array;
}

export async function layOut({ words, counts }: WordCounts, breather: Breather): Promise<WordLayout> {
  const byteIds = new Int32Array(256);
  sortedBytes.forEach((byte, i) => {
    byteIds[byte] = i + 1;
  });
  let scratch = new Int32Array(1 << 12);
  const write = (index: number) => {
    const word = words.word(index);
    if (word.length * 3 > scratch.length) scratch = new Int32Array(word.length * 3);
    return writeUtf8(word, 0, word.length, byteIds, scratch);
  };
  let size = 1;
  for (let i = 0; i < words.size; i++) {
    size += write(i) + 1;
    if ((i & 0xfff) === 0) await breather.breatheIfDue();
  }
  const begin = new Uint16Array(size);
  const weight = new Uint32Array(size);
  let at = 1;
  for (let i = 0; i < words.size; i++) {
    const n = write(i);
    begin.set(scratch.subarray(0, n), at);
    weight.fill(counts[i] ?? 0, at, at + n);
    at += n + 1;
    if ((i & 0xfff) === 0) await breather.breatheIfDue();
  }
  return { begin, end: begin.slice(), weight };
}
