import type { ImporterEntry } from '../entry';

export const mo = {
  id: 'mo',
  version: 1,
  label: 'Gettext translations, compiled',
  help: 'Each message and its translation, as programs carry them; every plural form is a pair.',
  extensions: ['mo', 'gmo'],
  kind: 'records',
  input: 'bytes',
  citation: 'GNU gettext, MO files',
  options: {},
  proves: ([a, b, c, d]) =>
    (a === 0xde && b === 0x12 && c === 0x04 && d === 0x95) || (a === 0x95 && b === 0x04 && c === 0x12 && d === 0xde),
  load: async () => (await import('./read-mo')).moReader,
} as const satisfies ImporterEntry;
