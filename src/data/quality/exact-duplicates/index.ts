import type { GaugeEntry } from '../entry';

export const exactDuplicates = {
  id: 'exact-duplicates',
  version: 1,
  label: 'Exact duplicates',
  help: 'Documents that repeat an earlier one to the last character.',
  options: {},
  load: async () => (await import('./gauge')).exactDuplicatesCode,
} as const satisfies GaugeEntry;
