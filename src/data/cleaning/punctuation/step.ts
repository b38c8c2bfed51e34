import { parseOptions } from '@/base/options';
import type { CleaningCode } from '../entry';
import { segmentStep } from '../segment-step';
import { punctuation } from './index';

const plain: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201a\u201b\u2039\u203a\u00b4\u02bc]/g, "'"],
  [/[\u201c\u201d\u201e\u201f\u00ab\u00bb]/g, '"'],
  [/[\u2010-\u2013\u2212]/g, '-'],
  [/[\u2014\u2015]/g, ' - '],
  [/\u2026/g, '...'],
  // A dash may have stood between blanks already.
  [/ {1,2}- {2}| {2}- /g, ' - '],
  [/([!?,;])\1+/g, '$1'],
];
/** All punctuation but an apostrophe or hyphen between two letters or numbers. */
const REMOVED = /(?<![\p{L}\p{N}\p{M}])['\u2019-]|['\u2019-](?![\p{L}\p{N}])|[^\P{P}'\u2019-]/gu;

export const punctuationCode: CleaningCode = {
  create(options) {
    const { action } = parseOptions(punctuation.options, options).values;
    if (action === 'remove') return segmentStep((text) => text.replace(REMOVED, ''));
    return segmentStep((text) => plain.reduce((changed, [signs, by]) => changed.replace(signs, by), text));
  },
};
