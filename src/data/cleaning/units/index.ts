import type { CleaningEntry } from '../entry';

export const units = {
  id: 'units',
  version: 1,
  label: 'Units of length',
  help: 'Lengths in one system: 6 ft 2 in and 1.88 m become the same.',
  citation: 'International yard and pound agreement 1959: 1 in = 25.4 mm exactly',
  options: {
    system: {
      type: 'choice',
      label: 'System',
      help: 'Units that lengths are written in.',
      default: 'metric',
      choices: [
        { id: 'metric', label: 'metric', help: 'mm, cm, m, km' },
        { id: 'imperial', label: 'imperial', help: 'in, ft, yd, mi' },
      ],
    },
  },
  reasons: [],
  sees: 'text',
  onByDefault: false,
  load: async () => (await import('./step')).unitsCode,
} as const satisfies CleaningEntry;
