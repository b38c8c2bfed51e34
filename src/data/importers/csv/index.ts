import type { ImporterEntry } from '../entry';

export const csv = {
  id: 'csv',
  version: 1,
  label: 'Comma-separated table',
  help: 'Each row, with text in some of its columns. Semicolons, tabs and bars are recognised too.',
  extensions: ['csv'],
  kind: 'records',
  citation: 'RFC 4180',
  options: {},
  load: async () => (await import('./read-csv')).csvReader,
} as const satisfies ImporterEntry;
