import { AddedTokens } from '../added-tokens';
import { END_OF_TEXT } from '../end-of-text';
import { type WordEnd, wordEnd } from './pre-tokenize';
import { WordTable } from './word-table';

/** The words of some texts, in order of arrival, behind one another, and how often each was seen. Can be sent to another thread. */
export interface CountedBatch {
  readonly words: string;
  /** Word i ends before words[ends[i]]. */
  readonly ends: Uint32Array;
  readonly counts: Uint32Array;
}

/** What is no word: the end of text, and these. */
export const notWords = (specialTokens: readonly string[]): AddedTokens =>
  new AddedTokens(new Map([END_OF_TEXT, ...specialTokens].map((token, id) => [token, id])));

/** Calls `visit` for every word of a text. */
export function eachWord(
  text: string,
  special: AddedTokens,
  nextWord: WordEnd,
  visit: (from: number, to: number) => void,
): void {
  special.split(
    text,
    (from, to) => {
      for (let at = from; at < to; ) {
        const end = nextWord(text, at, to);
        visit(at, end);
        at = end;
      }
    },
    () => {},
  );
}

/** Counts GPT-2's words in some texts. */
export function countBatch(texts: readonly string[], special: AddedTokens): CountedBatch {
  const table = new WordTable();
  const counts: number[] = [];
  for (const text of texts)
    eachWord(text, special, wordEnd, (from, to) => {
      const known = table.find(text, from, to);
      const word = known < 0 ? table.insert(text, from, to, known) : known;
      counts[word] = (counts[word] ?? 0) + 1;
    });
  const words = Array.from({ length: table.size }, (_, i) => table.word(i)).join('');
  return { words, ends: Uint32Array.from(table.starts.subarray(1, table.size + 1)), counts: Uint32Array.from(counts) };
}
