import type { GaugeEntry } from '../entry';

export const lengths = {
  id: 'lengths',
  version: 1,
  label: 'Length',
  help: 'How long documents are, and which of them are outliers.',
  citation:
    'Outliers: more than 3.5 scaled median absolute deviations from the median of log length (Iglewicz and Hoaglin 1993)',
  options: {},
  load: async () => (await import('./gauge')).lengthsCode,
} as const satisfies GaugeEntry;
