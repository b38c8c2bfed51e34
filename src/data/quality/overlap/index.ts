import type { GaugeEntry } from '../entry';

export const overlap = {
  id: 'overlap',
  version: 1,
  label: 'Train/validation overlap',
  help: 'Documents that would be held out with the chosen split, and which of them are trained on too: the same text, or one that shares most runs of five words.',
  citation:
    'Lee et al. 2022 (arXiv:2107.06499); MinHash: Broder 1997, Li and König 2010; threshold as in Penedo et al. 2024, 3.4',
  options: {},
  load: async () => (await import('./gauge')).overlapCode,
} as const satisfies GaugeEntry;
