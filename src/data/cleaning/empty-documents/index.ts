import type { CleaningEntry } from '../entry';

export const emptyDocuments = {
  id: 'empty-documents',
  version: 1,
  label: 'Empty documents',
  help: 'Drops documents with nothing but white space, also those that earlier steps emptied.',
  options: {},
  reasons: ['empty'],
  sees: 'prose',
  onByDefault: true,
  load: async () => (await import('./step')).emptyDocumentsCode,
} as const satisfies CleaningEntry;
