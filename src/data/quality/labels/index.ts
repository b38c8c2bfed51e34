import type { GaugeEntry } from '../entry';

export const labels = {
  id: 'labels',
  version: 1,
  label: 'Labels',
  help: 'How many rows have each label. A model that always said the commonest would be right as often as its share.',
  options: {},
  load: async () => (await import('./gauge')).labelsCode,
} as const satisfies GaugeEntry;
