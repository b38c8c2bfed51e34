import type { OptionSpecs } from '@/base/options';
import type { ScheduleEntry } from '../entry';
import { warmUp } from '../warm-up';

export const constantOptions = { warmUp } as const satisfies OptionSpecs;

export const constant: ScheduleEntry = {
  id: 'constant',
  version: 1,
  label: 'Constant',
  help: 'Stays at the peak after the warm-up: the run can be extended without a seam.',
  options: constantOptions,
  load: async () => (await import('./curve')).constantCurve,
};
