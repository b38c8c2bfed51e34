import { countNouns } from '../count-nouns';
import { type AugmentCode, numberOf } from '../entry';
import { joinWords, splitWords } from '../words';

/** Karimi et al. 2021, section 3. */
const MARKS = ['.', ';', '?', ':', '!', ','];

export const aedaCode: AugmentCode<'text'> = {
  create: (options) => {
    const most = numberOf(options, 'most');
    return (text, rng) => {
      const { lead, words, gaps } = splitWords(text);
      if (words.length < 2) return undefined;
      const count = 1 + rng.integer(Math.max(1, Math.floor(most * words.length)));
      const places = new Set(rng.shuffle(words.map((_, i) => i)).slice(0, count));
      const marked = words.map((word, i) => (places.has(i) ? `${MARKS[rng.integer(MARKS.length)]} ${word}` : word));
      return { value: joinWords({ lead, words: marked, gaps }), done: `AEDA: ${countNouns([[places.size, 'mark']])}` };
    };
  },
};
