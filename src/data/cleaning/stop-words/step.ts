import * as lists from 'stopword';
import { parseOptions } from '@/base/options';
import type { CleaningCode } from '../entry';
import { segmentStep } from '../segment-step';
import { stopWords } from './index';

/** A word, apostrophes within it included, and the blank after it. */
const WORD = /([\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}'\u2019]*) ?/gu;

export const stopWordsCode: CleaningCode = {
  create(options) {
    const { language } = parseOptions(stopWords.options, options).values;
    const list = Object.entries(lists).find(([code]) => code === language)?.[1] ?? [];
    const removed = new Set(list.map((word) => word.toLowerCase()));
    return segmentStep((text) =>
      text.replace(WORD, (found, word: string) =>
        removed.has(word.toLowerCase().replaceAll('\u2019', "'")) ? '' : found,
      ),
    );
  },
};
