import type { ImporterEntry } from '../entry';

export const jsonl = {
  id: 'jsonl',
  version: 1,
  label: 'JSON Lines',
  help: 'Each line: a JSON object with text in some of its keys, or a string.',
  extensions: ['jsonl', 'ndjson'],
  kind: 'records',
  citation: 'jsonlines.org',
  options: {},
  load: async () => (await import('./read-jsonl')).jsonlReader,
} as const satisfies ImporterEntry;
