import type { ImporterEntry } from '../entry';
import { LANGUAGES } from './languages';

export const code = {
  id: 'code',
  version: 1,
  label: 'Source code',
  help: 'The whole file. Its language is known by its ending.',
  extensions: [...LANGUAGES.keys()],
  kind: 'text',
  options: {},
  load: async () => (await import('../text/read-text')).textReader,
} as const satisfies ImporterEntry;
