import type { ImporterEntry } from '../entry';

export const tsv = {
  id: 'tsv',
  version: 1,
  label: 'Tab-separated table',
  help: 'Each row, with text in some of its columns.',
  extensions: ['tsv', 'tab'],
  kind: 'records',
  options: {},
  load: async () => (await import('./read-tsv')).tsvReader,
} as const satisfies ImporterEntry;
