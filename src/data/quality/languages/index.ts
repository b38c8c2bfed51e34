import type { GaugeEntry } from '../entry';

export const languages = {
  id: 'languages',
  version: 1,
  label: 'Languages',
  help: 'The language of each document, from its first 2,000 characters.',
  citation: 'eld, Efficient Language Detector (Nito)',
  options: {},
  load: async () => (await import('./gauge')).languagesCode,
} as const satisfies GaugeEntry;
