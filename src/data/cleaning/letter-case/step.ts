import { parseOptions } from '@/base/options';
import type { CleaningCode } from '../entry';
import { segmentStep } from '../segment-step';
import { letterCase } from './index';

/** In segments: a Greek sigma is written by what stands around it. */
export const letterCaseCode: CleaningCode = {
  create(options) {
    const { to } = parseOptions(letterCase.options, options).values;
    return segmentStep(to === 'upper' ? (text) => text.toUpperCase() : (text) => text.toLowerCase());
  },
};
