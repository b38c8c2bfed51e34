import type { CleaningEntry } from '../entry';

export const nearDuplicates = {
  id: 'near-duplicates',
  version: 1,
  label: 'Near duplicates (MinHash)',
  help: 'Of documents that are almost the same keeps the longest, the first of equals. Takes a pass over the corpus more.',
  citation:
    'Broder 1997; settings of FineWeb (arXiv:2406.17557, 3.4): runs of 5 words, 14 bands of 8 rows, similarity about .72',
  options: {
    run: {
      type: 'integer',
      label: 'Words in a run',
      help: 'Documents are compared by their runs of so many words.',
      default: 5,
      min: 1,
      max: 20,
      unit: 'words',
    },
    bands: {
      type: 'integer',
      label: 'Bands',
      help: 'Documents of similarity s are found with probability 1 - (1 - s^rows)^bands: more bands find more.',
      default: 14,
      min: 1,
      max: 64,
    },
    rows: {
      type: 'integer',
      label: 'Rows in a band',
      help: 'More rows find only what is more alike.',
      default: 8,
      min: 1,
      max: 32,
    },
  },
  reasons: ['near duplicate'],
  sees: 'prose',
  onByDefault: false,
  load: async () => (await import('./step')).nearDuplicatesCode,
} as const satisfies CleaningEntry;
