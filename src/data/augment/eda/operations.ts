import type { Rng } from '@/base/rng';
import { gapBetween } from '../words';

/** Words in work; both lists are changed in place and stay equally long. */
export interface Draft {
  words: string[];
  gaps: string[];
}

interface Context {
  /** How many words to treat. */
  readonly count: number;
  /** The same as a share of the words. */
  readonly share: number;
  readonly rng: Rng;
  /** Synonyms of a word in lower case. */
  readonly others: (word: string) => readonly string[];
}

/** Each takes the draft and answers how many words it treated. All are linear in the text: a part has some 200,000 words. */
type Operation = (draft: Draft, context: Context) => number;

/** A word with what clings to it: quotes, commas, brackets. ASCII, since the synonyms are English. */
const CORE = /^([^A-Za-z]{0,8})([A-Za-z]{3,40})([^A-Za-z]{0,8})$/;

export const replaceBySynonyms: Operation = ({ words }, { count, rng, others }) => {
  let replaced = 0;
  for (const at of rng.shuffle(words.map((_, i) => i))) {
    if (replaced === count) break;
    const [, before = '', word = '', after = ''] = CORE.exec(words[at] ?? '') ?? [];
    const synonym = pick(others(word.toLowerCase()), rng);
    if (word === '' || synonym === undefined) continue;
    words[at] = before + inCaseOf(word, synonym) + after;
    replaced++;
  }
  return replaced;
};

export const insertSynonyms: Operation = (draft, { count, rng, others }) => {
  const { words, gaps } = draft;
  const known = words.flatMap((text) => {
    const word = CORE.exec(text)?.[2]?.toLowerCase() ?? '';
    return word !== '' && others(word).length > 0 ? [word] : [];
  });
  if (known.length === 0) return 0;
  const inserted = new Map<number, string[]>();
  for (let i = 0; i < count; i++) {
    const synonym = pick(others(known[rng.integer(known.length)] ?? ''), rng) ?? '';
    const before = rng.integer(words.length);
    inserted.set(before, [...(inserted.get(before) ?? []), synonym]);
  }
  draft.words = words.flatMap((word, i) => [...(inserted.get(i) ?? []), word]);
  draft.gaps = gaps.flatMap((gap, i) => [...(inserted.get(i) ?? []).map(() => ' '), gap]);
  return count;
};

export const swapWords: Operation = ({ words }, { count, rng }) => {
  let swapped = 0;
  for (let i = 0; i < count; i++) {
    const a = rng.integer(words.length);
    const b = (a + 1 + rng.integer(words.length - 1)) % words.length;
    const held = words[a] as string;
    if (held === words[b]) continue;
    words[a] = words[b] as string;
    words[b] = held;
    swapped++;
  }
  return swapped;
};

/** At least one word stays (Wei and Zou 2019, section 2), and at least one goes. */
export const deleteWords: Operation = (draft, { share, rng }) => {
  const { words, gaps } = draft;
  const goes = words.map(() => rng.uniform() < share);
  if (!goes.includes(true)) goes[rng.integer(words.length)] = true;
  if (!goes.includes(false)) goes[rng.integer(words.length)] = false;
  const kept: string[] = [];
  const keptGaps: string[] = [];
  words.forEach((word, i) => {
    if (!goes[i]) {
      kept.push(word);
      keptGaps.push(gaps[i] ?? '');
    } else if (keptGaps.length > 0 && gaps[i]?.includes('\n')) {
      // The last word of a line goes without its line end.
      keptGaps[keptGaps.length - 1] = gaps[i] ?? '';
    }
  });
  // Two words that a deleted one kept apart must not become one.
  keptGaps.forEach((gap, i) => {
    if (gap === '' && i + 1 < kept.length) keptGaps[i] = gapBetween(kept[i] ?? '', kept[i + 1] ?? '');
  });
  draft.words = kept;
  draft.gaps = keptGaps;
  return words.length - kept.length;
};

const pick = (all: readonly string[], rng: Rng): string | undefined =>
  all.length === 0 ? undefined : all[rng.integer(all.length)];

function inCaseOf(model: string, word: string): string {
  if (model === model.toUpperCase()) return word.toUpperCase();
  const first = model.charAt(0);
  return first === first.toUpperCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
