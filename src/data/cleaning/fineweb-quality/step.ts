import { parseOptions } from '@/base/options';
import type { CleaningCode } from '../entry';
import { RuleStep } from '../signals/rule-step';
import { finewebQuality } from './index';

export const finewebQualityCode: CleaningCode = {
  create(options, before) {
    const o = parseOptions(finewebQuality.options, options).values;
    return new RuleStep(
      [
        { signal: 'terminatedLines', min: o.minTerminated, reason: 'lines without end' },
        { signal: 'shortLines', max: o.maxShort, reason: 'short lines' },
        { signal: 'duplicateCharacters', max: o.maxDuplicate, reason: 'repeated lines' },
        { signal: 'lineEnds', max: o.maxLineEnds, reason: 'list' },
      ],
      { shortLine: o.shortLine, ngrams: false },
      before,
    );
  },
};
