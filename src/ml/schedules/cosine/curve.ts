import { parseOptions } from '@/base/options';
import type { ScheduleCode } from '../entry';
import { decayOptions, warmedUp } from '../warm-up';

export const cosineCurve: ScheduleCode = (options, step, steps) => {
  const { warmUp, floor } = parseOptions(decayOptions, options).values;
  const at = warmedUp(warmUp, step, steps);
  return 'rising' in at ? at.rising : floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * at.progress));
};
