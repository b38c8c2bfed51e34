import type { CleaningEntry } from '../entry';

export const decontamination = {
  id: 'decontamination',
  version: 1,
  label: 'Train/validation decontamination',
  help: 'Takes documents out of training that are, exactly or nearly, held out for validation too. Best last: it decides the split for all that follow.',
  citation:
    'Lee et al. 2022 (arXiv:2107.06499); MinHash: Broder 1997, Li and König 2010; threshold of FineWeb (arXiv:2406.17557, 3.4)',
  options: {
    near: {
      type: 'toggle',
      label: 'Near matches',
      help: 'Compares runs of words as well, not only whole texts. Takes longer.',
      default: true,
    },
    threshold: {
      type: 'number',
      label: 'Similarity',
      help: 'Estimated share of runs of words in common from which on two documents are nearly the same.',
      default: 0.72,
      min: 0.5,
      max: 1,
    },
    run: {
      type: 'integer',
      label: 'Words in a run',
      help: 'Documents are compared by their runs of so many words.',
      default: 5,
      min: 1,
      max: 20,
      unit: 'words',
    },
  },
  reasons: ['in validation too', 'nearly in validation too'],
  sees: 'prose',
  acrossDocuments: true,
  onByDefault: false,
  load: async () => (await import('./step')).decontaminationCode,
} as const satisfies CleaningEntry;
