import { parseOptions } from '@/base/options';
import type { CleaningCode } from '../entry';
import { detectLanguage } from '../language/detect-language';
import { RuleStep } from '../signals/rule-step';
import { gopherQuality } from './index';

export const gopherQualityCode: CleaningCode = {
  create(options, before) {
    const o = parseOptions(gopherQuality.options, options).values;
    // Asked only of the few documents that lack the words: knowing a language takes longer than counting.
    const english = (beginning: string) => o.stopWordsFor === 'all' || detectLanguage(beginning)?.language === 'en';
    return new RuleStep(
      [
        { signal: 'words', min: o.minWords, reason: 'too few words' },
        { signal: 'words', max: o.maxWords, reason: 'too many words' },
        { signal: 'wordLength', min: o.minWordLength, reason: 'short words' },
        { signal: 'wordLength', max: o.maxWordLength, reason: 'long words' },
        { signal: 'hashSigns', max: o.maxHashSigns, reason: 'hash signs' },
        { signal: 'ellipses', max: o.maxEllipses, reason: 'ellipses' },
        { signal: 'bulletLines', max: o.maxBulletLines, reason: 'bullet lines' },
        { signal: 'ellipsisLines', max: o.maxEllipsisLines, reason: 'ellipsis lines' },
        { signal: 'letterWords', min: o.minLetterWords, reason: 'few letters' },
        { signal: 'stopWords', min: o.minStopWords, reason: 'no stop words', applies: english },
      ],
      { lines: false, ngrams: false },
      before,
    );
  },
};
