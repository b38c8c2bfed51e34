import type { ScheduleEntry } from '../entry';
import { decayOptions } from '../warm-up';

export const linear: ScheduleEntry = {
  id: 'linear',
  version: 1,
  label: 'Linear',
  help: 'Falls in a straight line.',
  citation: 'Devlin et al. 2019, appendix A.2',
  options: decayOptions,
  load: async () => (await import('./curve')).linearCurve,
};
