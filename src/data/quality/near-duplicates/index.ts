import type { GaugeEntry } from '../entry';

export const nearDuplicatesGauge = {
  id: 'near-duplicates',
  version: 1,
  label: 'Near duplicates',
  help: 'Documents that share most runs of five words with a longer one: what the cleaning step of this name would drop.',
  citation: 'Broder 1997; bands as in Penedo et al. 2024, 3.2',
  options: {},
  load: async () => (await import('./gauge')).nearDuplicatesGaugeCode,
} as const satisfies GaugeEntry;
