import { type AugmentEntry, rateOption } from '../entry';

export const bpeDropout = {
  id: 'bpe-dropout',
  kind: 'encoding',
  version: 1,
  label: 'BPE-dropout',
  help: 'Tokenizes the same text in another way: merges are left out at random. For byte-level BPE.',
  citation: 'Provilkov et al. 2020, arXiv:1910.13267, algorithm 1',
  options: {
    rate: rateOption(0.1),
    dropout: {
      type: 'number',
      label: 'Dropout',
      help: 'Chance of a merge to be left out, each time it could be done.',
      citation: 'Provilkov et al. 2020, section 5.1: 0.1',
      default: 0.1,
      min: 0,
      max: 1,
    },
  },
  load: async () => (await import('./augment')).bpeDropoutCode,
} as const satisfies AugmentEntry<'encoding'>;
