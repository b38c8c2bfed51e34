import type { Breather } from '../breather';
import { COUNT_LIMITS, forgetRare, type WordCounts } from '../byte-bpe/count-words';
import { WordTable } from '../byte-bpe/word-table';

/** SentencePiece's longest piece, in characters. */
const LONGEST = 16;
/** UTF-16 units of distinct words that are learned from, the most frequent first: what comes behind is seen once or twice. */
const MOST_UNITS = 1 << 21;
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
  const order = Uint32Array.from({ length: words.size }, (_, i) => i).sort(
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
  const candidates: { piece: number; worth: number }[] = [];
  for (let piece = 0; piece < pieces.size; piece++) {
    const count = pieceCounts[piece] as number;
    if (count < LEAST_COUNT) continue;
    const length = (pieces.starts[piece + 1] as number) - (pieces.starts[piece] as number);
    if (length === 1 && (pieces.units[pieces.starts[piece] as number] as number) < 0x80) continue;
    candidates.push({ piece, worth: count * length });
  }
  candidates.sort((a, b) => b.worth - a.worth || a.piece - b.piece);
  await breather.breatheIfDue();
  const seeds = candidates.slice(0, most).map(({ piece }) => ({
    bytes: encoder.encode(pieces.word(piece)),
    count: pieceCounts[piece] as number,
  }));
  return { words: byteWords, seeds };
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
