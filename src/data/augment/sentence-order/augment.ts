import type { AugmentCode } from '../entry';
import { splitSentences } from '../sentences';
import { joinWords } from '../words';

export const sentenceOrderCode: AugmentCode<'text'> = {
  create: ({ order }) => {
    const rotate = order === 'rotation';
    return (text, rng) => {
      const { lead, words: sentences, gaps } = splitSentences(text);
      const n = sentences.length;
      if (n < 2) return undefined;
      const start = 1 + rng.integer(n - 1);
      const turned = [...sentences.slice(start), ...sentences.slice(0, start)];
      // White space stays where it was: paragraphs keep their number of sentences.
      const value = joinWords({ lead, words: rotate ? turned : rng.shuffle([...sentences]), gaps });
      if (value === text) return undefined;
      const count = n.toLocaleString('en');
      return { value, done: rotate ? `starts at sentence ${start + 1} of ${count}` : `${count} sentences reordered` };
    };
  },
};
