import type { ImporterEntry } from '../entry';

export const text = {
  id: 'text',
  version: 1,
  label: 'Plain text',
  help: 'The whole file. Any other ending is read as text too, if it is text.',
  extensions: ['txt', 'text', 'log'],
  kind: 'text',
  options: {},
  load: async () => (await import('./read-text')).textReader,
} as const satisfies ImporterEntry;
