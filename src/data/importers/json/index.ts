import type { ImporterEntry } from '../entry';

export const json = {
  id: 'json',
  version: 1,
  label: 'JSON',
  help: 'Each element of an array of objects or strings, at the top or in a top-level key.',
  extensions: ['json'],
  kind: 'records',
  citation: 'RFC 8259',
  options: {},
  load: async () => (await import('./read-json')).jsonReader,
} as const satisfies ImporterEntry;
