import { parseOptions } from '@/base/options';
import type { ScheduleCode } from '../entry';
import { warmedUp } from '../warm-up';
import { constantOptions } from '.';

export const constantCurve: ScheduleCode = (options, step, steps) => {
  const at = warmedUp(parseOptions(constantOptions, options).values.warmUp, step, steps);
  return 'rising' in at ? at.rising : 1;
};
