import type { GaugeEntry } from '../entry';

export const characterClasses = {
  id: 'character-classes',
  version: 1,
  label: 'Characters by class',
  help: 'What the text is made of: letters by script, digits, punctuation, symbols, blanks, control characters.',
  options: {},
  load: async () => (await import('./gauge')).characterClassesCode,
} as const satisfies GaugeEntry;
