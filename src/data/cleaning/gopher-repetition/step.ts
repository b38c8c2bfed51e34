import { parseOptions } from '@/base/options';
import type { CleaningCode } from '../entry';
import { RuleStep } from '../signals/rule-step';
import { gopherRepetition } from './index';

export const gopherRepetitionCode: CleaningCode = {
  create(options, before) {
    const o = parseOptions(gopherRepetition.options, options).values;
    const phrases = 'repeated phrases';
    return new RuleStep(
      [
        { signal: 'repeatedLines', max: o.lines, reason: 'repeated lines' },
        { signal: 'repeatedParagraphs', max: o.paragraphs, reason: 'repeated paragraphs' },
        { signal: 'repeatedLineCharacters', max: o.lineCharacters, reason: 'repeated lines' },
        { signal: 'repeatedParagraphCharacters', max: o.paragraphCharacters, reason: 'repeated paragraphs' },
        { signal: 'top2', max: o.top2, reason: 'frequent phrase' },
        { signal: 'top3', max: o.top3, reason: 'frequent phrase' },
        { signal: 'top4', max: o.top4, reason: 'frequent phrase' },
        { signal: 'repeated5', max: o.run5, reason: phrases },
        { signal: 'repeated6', max: o.run6, reason: phrases },
        { signal: 'repeated7', max: o.run7, reason: phrases },
        { signal: 'repeated8', max: o.run8, reason: phrases },
        { signal: 'repeated9', max: o.run9, reason: phrases },
        { signal: 'repeated10', max: o.run10, reason: phrases },
      ],
      {},
      before,
    );
  },
};
