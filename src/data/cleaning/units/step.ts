import { parseOptions } from '@/base/options';
import type { CleaningCode } from '../entry';
import { segmentStep } from '../segment-step';
import { units } from '.';
import { convertLengths, IMPERIAL, METRIC } from './convert-lengths';

export const unitsCode: CleaningCode = {
  create(options) {
    const { system } = parseOptions(units.options, options).values;
    const [from, to] = system === 'metric' ? [IMPERIAL, METRIC] : [METRIC, IMPERIAL];
    return segmentStep((text) => (/\d/.test(text) ? convertLengths(text, from, to) : text));
  },
};
