import type { CleaningEntry } from '../entry';

export const labelSpelling = {
  id: 'label-spelling',
  version: 1,
  label: 'Label spelling',
  help: 'Labels that differ only in capitals, blanks, hyphens, accents or full stops get their commonest spelling. Takes a pass over the corpus more.',
  citation: 'Key collision with fingerprints, as in OpenRefine (Verborgh and De Wilde 2013)',
  options: {},
  reasons: [],
  sees: 'labels',
  onByDefault: false,
  load: async () => (await import('./step')).labelSpellingCode,
} as const satisfies CleaningEntry;
