import { imageText, PATCH } from '../../media/images/patch-grid';
import { fittedSize } from '../../media/images/resize-image';
import { type AugmentCode, numberOf } from '../entry';
import { splitSentences } from '../sentences';
import { joinWords, splitWords } from '../words';

export const imageInsertionCode: AugmentCode<'illustration'> = {
  create: (options) => {
    const longest = numberOf(options, 'patches') * PATCH;
    const split = options.place === 'word' ? splitWords : splitSentences;
    return ({ text, width, height }, rng) => {
      const pieces = split(text);
      const place = rng.integer(pieces.words.length + 1);
      const before = joinWords({ ...pieces, words: pieces.words.slice(0, place) });
      const grid = imageText(fittedSize(width, height, longest));
      const unit = options.place === 'word' ? 'word' : 'sentence';
      return {
        value: { text: before + grid + text.slice(before.length), width, height },
        done: `the picture stands ${place === 0 ? 'first' : `after ${unit} ${place} of ${pieces.words.length}`}`,
      };
    };
  },
};
