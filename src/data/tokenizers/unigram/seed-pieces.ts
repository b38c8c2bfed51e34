import type { Breather } from '../breather';
import { COUNT_LIMITS, forgetRare, type WordCounts } from '../byte-bpe/count-words';
import { WordTable } from '../byte-bpe/word-table';

/** SentencePiece's longest piece, in characters. */
const LONGEST = 16;
/** UTF-16 units of distinct words that are learned from, the most frequent first: what comes behind is seen once or twice. */
const MOST_UNITS = 1 << 21;
const MOST_SORTED = 400_000;
/** Bytes of a word in EM; a longer one is cut between characters. */
export const LONGEST_WORD = 64;
/** A substring seen less often teaches nothing. */
const LEAST_COUNT = 2;

export interface ByteWord {
  readonly bytes: Uint8Array;
  readonly count: number;
}
export interface Seed {
  readonly bytes: Uint8Array;
  readonly count: number;
}

/**
 * Words as bytes, and the substrings of whole characters that occur at least twice, those first that hold most of the text: count times length
 * (Kudo 2018, section 3.2; SentencePiece finds them in a suffix array, here each is counted word by word). Single bytes are not among them.
 */
export async function seedPieces(
  { words, counts }: WordCounts,
  most: number,
  breather: Breather,
): Promise<{ words: ByteWord[]; seeds: Seed[] }> {
  const order = mostCounted(words.size, counts, 1).sort(
    (a, b) => (counts[b] as number) - (counts[a] as number) || a - b,
  );
  const encoder = new TextEncoder();
  const byteWords: ByteWord[] = [];
  let pieces = new WordTable();
  let pieceCounts = new Float64Array(1 << 12);
  let units = 0;
  for (const index of order) {
    const word = words.word(index);
    units += word.length;
    if (units > MOST_UNITS) break;
    const count = counts[index] as number;
    const borders = characterBorders(word);
    for (let at = 0; at + 1 < borders.length; at += LONGEST) {
      const stretch = word.slice(borders[at], borders[Math.min(at + LONGEST, borders.length - 1)]);
      byteWords.push({ bytes: encoder.encode(stretch), count });
    }
    for (let from = 0; from + 1 < borders.length; from++) {
      const start = borders[from] as number;
      for (let to = from + 1; to < borders.length && to <= from + LONGEST; to++) {
        const end = borders[to] as number;
        let piece = pieces.find(word, start, end);
        if (piece < 0) {
          piece = pieces.insert(word, start, end, piece);
          if (piece >= pieceCounts.length) pieceCounts = doubled(pieceCounts);
        }
        pieceCounts[piece] = (pieceCounts[piece] as number) + count;
      }
    }
    if (pieces.size > COUNT_LIMITS.words || pieces.unitsUsed > COUNT_LIMITS.units)
      ({ words: pieces, counts: pieceCounts } = forgetRare(pieces, pieceCounts, COUNT_LIMITS));
    if ((byteWords.length & 0x3f) === 0) await breather.breatheIfDue();
  }
  const lengthOf = (piece: number) => (pieces.starts[piece + 1] as number) - (pieces.starts[piece] as number);
  const isByte = (piece: number) =>
    lengthOf(piece) === 1 && (pieces.units[pieces.starts[piece] as number] as number) < 0x80;
  const worth = (piece: number) => (pieceCounts[piece] as number) * lengthOf(piece);
  const candidates = mostCounted(pieces.size, pieceCounts, LEAST_COUNT)
    .filter((piece) => !isByte(piece))
    .sort((a, b) => worth(b) - worth(a) || a - b);
  await breather.breatheIfDue();
  const seeds = Array.from(candidates.subarray(0, most), (piece) => ({
    bytes: encoder.encode(pieces.word(piece)),
    count: pieceCounts[piece] as number,
  }));
  return { words: byteWords, seeds };
}

/**
 * Those counted `least` times or more. If these are too many to be sorted at one go (some 150 ms), the more frequent ones, and as many of the
 * next frequent as there is room for, in order of appearance.
 */
function mostCounted(size: number, counts: Float64Array, least: number): Uint32Array<ArrayBuffer> {
  const many = (bound: number) => {
    let found = 0;
    for (let i = 0; i < size; i++) if ((counts[i] as number) >= bound) found++;
    return found;
  };
  let bound = least;
  while (many(bound) > MOST_SORTED) bound *= 2;
  let room = bound === least ? 0 : MOST_SORTED - many(bound);
  const found = new Uint32Array(Math.min(MOST_SORTED, many(least)));
  let at = 0;
  for (let i = 0; i < size; i++) {
    const count = counts[i] as number;
    if (count >= bound || (room > 0 && count >= bound / 2)) {
      found[at++] = i;
      if (count < bound) room--;
    }
  }
  return found.subarray(0, at);
}

/** Places between characters of a word, both ends among them. */
function characterBorders(word: string): number[] {
  const borders = [0];
  for (const character of word) borders.push((borders.at(-1) ?? 0) + character.length);
  return borders;
}

function doubled(old: Float64Array): Float64Array<ArrayBuffer> {
  const next = new Float64Array(old.length * 2);
  next.set(old);
  return next;
}
