import { parseOptions } from '@/base/options';
import { type CleaningCode, drop, KEEP } from '../entry';
import { TextScanner } from '../signals/text-scanner';
import { lengthBounds } from './index';

/** Characters are UTF-16 units, words as `TextScanner` has them. */
export const lengthBoundsCode: CleaningCode = {
  create(options) {
    const o = parseOptions(lengthBounds.options, options).values;
    const scanner = new TextScanner(0, false);
    const countWords = o.minWords > 0 || o.maxWords > 0;
    let characters = 0;
    return {
      part(text, { first, last }) {
        if (first) {
          characters = 0;
          scanner.begin();
        }
        characters += text.length;
        if (o.maxCharacters > 0 && characters > o.maxCharacters) return drop('too long');
        if (countWords) scanner.add(text);
        if (!last) return KEEP;
        scanner.end();
        if (characters < o.minCharacters) return drop('too short');
        if (scanner.words < o.minWords) return drop('too few words');
        return o.maxWords > 0 && scanner.words > o.maxWords ? drop('too many words') : KEEP;
      },
    };
  },
};
