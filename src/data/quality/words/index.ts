import type { GaugeEntry } from '../entry';

export const words = {
  id: 'words',
  version: 1,
  label: 'Words',
  help: 'How many words a document has: stretches between white space.',
  options: {},
  load: async () => (await import('./gauge')).wordsCode,
} as const satisfies GaugeEntry;
