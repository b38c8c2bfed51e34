import type { Breather } from '../breather';
import { PairTable } from '../byte-bpe/pair-table';
import { vocabularyTooLarge } from '../too-large';
import { Candidates } from './candidates';
import { CONTINUES } from './tokenizer-file';

/**
 * Learns pieces by merging the pair that makes the text most likely: the one with the highest count(ab) / (count(a) count(b)) (Schuster and
 * Nakajima 2012, section 3). That score alone would take the rarest pairs first, so only pairs that are seen often are looked at, which is
 * lowered when there are none (see `candidates.ts`). Answers the pieces in order of id: characters, then merges.
 */
export async function learnPieces(
  words: ReadonlyMap<string, number>,
  vocabularySize: number,
  reserved: number,
  breather: Breather,
  onPiece: (pieces: number) => void,
): Promise<string[]> {
  const most = vocabularySize - reserved;
  const { pieces, ids } = alphabet(words, most);
  /** Pieces of each word that the alphabet can write. */
  const spelled: { symbols: number[]; readonly count: number }[] = [];
  const counts: number[] = pieces.map(() => 0);
  const pairs = new PairTable(1 << 14);
  const pairCounts: number[] = [];
  const places: number[][] = [];
  const add = (left: number, right: number, count: number, word: number) => {
    const pair = pairs.add(left, right);
    pairCounts[pair] = (pairCounts[pair] ?? 0) + count;
    const known = places[pair];
    if (!known) places[pair] = [word];
    else if (known.at(-1) !== word) known.push(word);
    return pair;
  };
  let seen = 0;
  for (const [word, count] of words) {
    const symbols = [...word].map((character, i) => ids.get((i > 0 ? CONTINUES : '') + character) ?? -1);
    if (symbols.includes(-1)) continue;
    const index = spelled.push({ symbols, count }) - 1;
    symbols.forEach((symbol, i) => {
      counts[symbol] = (counts[symbol] ?? 0) + count;
      if (i > 0) add(symbols[i - 1] ?? 0, symbol, count, index);
    });
    if ((++seen & 0xfff) === 0) await breather.breatheIfDue();
  }

  const candidates = new Candidates(pairs, pairCounts, counts);
  while (pieces.length < most) {
    const pair = candidates.best();
    if (pair < 0) throw vocabularyTooLarge(vocabularySize, pieces.length + reserved);
    const left = pairs.left[pair] as number;
    const right = pairs.right[pair] as number;
    const spelling = (pieces[left] ?? '') + (pieces[right] ?? '').slice(CONTINUES.length);
    // Two ways may spell one piece; it has one id.
    let id = ids.get(spelling);
    if (id === undefined) {
      id = pieces.push(spelling) - 1;
      ids.set(spelling, id);
      counts.push(0);
    }
    const where = places[pair] ?? [];
    places[pair] = [];
    for (const index of where) rewrite(index, left, right, id);
    pairCounts[pair] = 0;
    if (breather.due) {
      onPiece(pieces.length);
      await breather.breathe();
    }
  }
  return pieces;

  function rewrite(index: number, left: number, right: number, id: number): void {
    const word = spelled[index];
    if (!word) return;
    const { symbols, count } = word;
    const next: number[] = [];
    for (let i = 0; i < symbols.length; i++) {
      if (symbols[i] === left && symbols[i + 1] === right) {
        next.push(id);
        i++;
      } else next.push(symbols[i] as number);
    }
    if (next.length === symbols.length) return; // a place that a merge before made stale
    symbols.forEach((symbol, i) => {
      counts[symbol] = (counts[symbol] ?? 0) - count;
      const pair = i > 0 ? pairs.find(symbols[i - 1] as number, symbol) : -1;
      if (pair >= 0) pairCounts[pair] = (pairCounts[pair] ?? 0) - count;
    });
    next.forEach((symbol, i) => {
      counts[symbol] = (counts[symbol] ?? 0) + count;
      if (i > 0) candidates.touch(add(next[i - 1] as number, symbol, count, index));
    });
    word.symbols = next;
  }
}

/** Characters at the start of a word and within one, the most frequent if there are more than fit, in order of code point. */
function alphabet(words: ReadonlyMap<string, number>, most: number): { pieces: string[]; ids: Map<string, number> } {
  const counts = new Map<string, number>();
  for (const [word, count] of words) {
    let first = true;
    for (const character of word) {
      const piece = first ? character : CONTINUES + character;
      counts.set(piece, (counts.get(piece) ?? 0) + count);
      first = false;
    }
  }
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const pieces = byCount
    .slice(0, most)
    .map(([piece]) => piece)
    .sort();
  return { pieces, ids: new Map(pieces.map((piece, id) => [piece, id])) };
}
