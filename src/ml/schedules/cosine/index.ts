import type { ScheduleEntry } from '../entry';
import { decayOptions } from '../warm-up';

export const cosine: ScheduleEntry = {
  id: 'cosine',
  version: 1,
  label: 'Cosine',
  help: 'Falls along half a cosine: slowly at first, slowly at the end.',
  citation: 'Loshchilov and Hutter 2017, SGDR, equation 5',
  options: decayOptions,
  load: async () => (await import('./curve')).cosineCurve,
};
