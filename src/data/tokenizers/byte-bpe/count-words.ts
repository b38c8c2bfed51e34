import { orderedMap } from '../../pool/ordered-map';
import type { WorkPool } from '../../pool/work-pool';
import type { Breather } from '../breather';
import { eachWord, notWords } from './count-batch';
import { type WordEnd, wordEnd } from './pre-tokenize';
import { WordTable } from './word-table';

export interface WordCounts {
  readonly words: WordTable;
  /** How often word i was seen. */
  readonly counts: Float64Array;
}

/** When the table is larger than this, the rarest words are forgotten. About 100 MB in the counter and 100 MB in the trainer. */
export const COUNT_LIMITS = { words: 3_000_000, units: 16_000_000 };

/** Characters after which the limits are looked at, with threads and without; also what a thread counts at once. */
const STRETCH = 1 << 18;

export interface CountOptions {
  /** Not counted as words, as little as the end of text. */
  readonly specialTokens?: readonly string[];
  readonly limits?: typeof COUNT_LIMITS;
  /** GPT-2's words unless told otherwise. */
  readonly words?: WordEnd;
  /** Threads that count GPT-2's words; what comes out is the same. */
  readonly pool?: WorkPool;
}

/**
 * Counts the words of the texts. Exact (as Hugging Face's trainer counts) until the limits are reached; from then on words seen once,
 * twice, ... are forgotten until the table is half empty, which cannot touch the frequent pairs that merges come from.
 */
export async function countWords(
  texts: AsyncIterable<string>,
  breather: Breather,
  onCounted: (characters: number) => void,
  { specialTokens = [], limits = COUNT_LIMITS, words: nextWord = wordEnd, pool }: CountOptions = {},
): Promise<WordCounts> {
  const special = notWords(specialTokens);
  let words = new WordTable();
  let counts = new Float64Array(1 << 12);
  let characters = 0;
  const add = (text: string, from: number, to: number, times: number) => {
    let word = words.find(text, from, to);
    if (word < 0) {
      word = words.insert(text, from, to, word);
      if (word >= counts.length) counts = grown(counts);
    }
    counts[word] = (counts[word] as number) + times;
  };
  const breathe = async (more: number) => {
    characters += more;
    if (!breather.due) return;
    onCounted(characters);
    await breather.breathe();
  };
  const endStretch = () => {
    if (words.size > limits.words || words.unitsUsed > limits.units)
      ({ words, counts } = forgetRare(words, counts, limits));
  };
  if (pool && nextWord === wordEnd) {
    const mapper = pool.open('count-words', { specialTokens });
    for await (const { batch, result } of orderedMap(stretches(texts), mapper)) {
      for (let i = 0, from = 0; i < result.ends.length; i++) {
        const to = result.ends[i] as number;
        add(result.words, from, to, result.counts[i] as number);
        from = to;
      }
      endStretch();
      await breathe(batch.texts.reduce((sum, { length }) => sum + length, 0));
    }
    return { words, counts };
  }
  for await (const stretch of stretches(texts)) {
    for (const text of stretch.texts) {
      eachWord(text, special, nextWord, (from, to) => add(text, from, to, 1));
      await breathe(text.length);
    }
    endStretch();
  }
  return { words, counts };
}

async function* stretches(texts: AsyncIterable<string>): AsyncGenerator<{ readonly texts: readonly string[] }> {
  let some: string[] = [];
  let characters = 0;
  for await (const text of texts) {
    some.push(text);
    characters += text.length;
    if (characters < STRETCH) continue;
    yield { texts: some };
    some = [];
    characters = 0;
  }
  if (some.length > 0) yield { texts: some };
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
