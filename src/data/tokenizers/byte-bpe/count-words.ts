import { AddedTokens } from '../added-tokens';
import type { Breather } from '../breather';
import { END_OF_TEXT } from '../end-of-text';
import { type WordEnd, wordEnd } from './pre-tokenize';
import { WordTable } from './word-table';

export interface WordCounts {
  readonly words: WordTable;
  /** How often word i was seen. */
  readonly counts: Float64Array;
}

/** When the table is larger than this, the rarest words are forgotten. About 100 MB in the counter and 100 MB in the trainer. */
export const COUNT_LIMITS = { words: 3_000_000, units: 16_000_000 };

export interface CountOptions {
  /** Not counted as words, as little as the end of text. */
  readonly specialTokens?: readonly string[];
  readonly limits?: typeof COUNT_LIMITS;
  /** GPT-2's words unless told otherwise. */
  readonly words?: WordEnd;
}

/**
 * Counts the words of the texts. Exact (as Hugging Face's trainer counts) until the limits are reached; from then on words seen once,
 * twice, ... are forgotten until the table is half empty, which cannot touch the frequent pairs that merges come from.
 */
export async function countWords(
  texts: AsyncIterable<string>,
  breather: Breather,
  onCounted: (characters: number) => void,
  { specialTokens = [], limits = COUNT_LIMITS, words: nextWord = wordEnd }: CountOptions = {},
): Promise<WordCounts> {
  const special = new AddedTokens(new Map([END_OF_TEXT, ...specialTokens].map((token, id) => [token, id])));
  let words = new WordTable();
  let counts = new Float64Array(1 << 12);
  let characters = 0;
  for await (const text of texts) {
    special.split(
      text,
      (from, to) => {
        for (let at = from; at < to; ) {
          const end = nextWord(text, at, to);
          let word = words.find(text, at, end);
          if (word < 0) {
            word = words.insert(text, at, end, word);
            if (word >= counts.length) counts = grown(counts);
          }
          counts[word] = (counts[word] as number) + 1;
          at = end;
        }
      },
      () => {},
    );
    if (words.size > limits.words || words.unitsUsed > limits.units)
      ({ words, counts } = forgetRare(words, counts, limits));
    characters += text.length;
    if (breather.due) {
      onCounted(characters);
      await breather.breathe();
    }
  }
  return { words, counts };
}

/** What is left when the rarest are forgotten until both limits are half free. */
export function forgetRare(
  words: WordTable,
  counts: Float64Array,
  limits: typeof COUNT_LIMITS,
): { words: WordTable; counts: Float64Array<ArrayBuffer> } {
  for (let least = 2; ; least *= 2) {
    const kept = new WordTable();
    const keptCounts = new Float64Array(counts.length);
    for (let i = 0; i < words.size; i++) {
      if ((counts[i] as number) < least) continue;
      const word = words.word(i);
      keptCounts[kept.insert(word, 0, word.length, kept.find(word, 0, word.length))] = counts[i] as number;
    }
    if (kept.size <= limits.words / 2 && kept.unitsUsed <= limits.units / 2) return { words: kept, counts: keptCounts };
  }
}

function grown(old: Float64Array): Float64Array<ArrayBuffer> {
  const next = new Float64Array(old.length * 2);
  next.set(old);
  return next;
}
