import { type AugmentEntry, rateOption } from '../entry';

export const aeda = {
  id: 'aeda',
  kind: 'text',
  version: 1,
  label: 'AEDA: punctuation',
  help: 'Puts punctuation marks between words at random; no word is lost.',
  citation: 'Karimi et al. 2021, arXiv:2108.13230: one mark to a third of the words',
  options: {
    rate: rateOption(0.1),
    most: {
      type: 'number',
      label: 'At most',
      help: 'Between one mark and so many for each word.',
      citation: 'Karimi et al. 2021, section 3: a third',
      default: 0.3,
      min: 0.01,
      max: 1,
    },
  },
  load: async () => (await import('./augment')).aedaCode,
} as const satisfies AugmentEntry<'text'>;
