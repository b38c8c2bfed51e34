import type { CleaningEntry } from '../entry';

export const exactDuplicates = {
  id: 'exact-duplicates',
  version: 1,
  label: 'Exact duplicates',
  help: 'Drops a document whose text is that of an earlier one; of pictures and recordings, where the file is the same too.',
  citation: 'Lee et al. 2022, arXiv:2107.06499: why duplicates harm',
  options: {},
  reasons: ['duplicate'],
  sees: 'prose',
  onByDefault: true,
  acrossDocuments: true,
  load: async () => (await import('./step')).exactDuplicatesCode,
} as const satisfies CleaningEntry;
