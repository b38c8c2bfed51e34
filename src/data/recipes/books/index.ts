import type { RecipeEntry } from '../entry';

export const books = {
  id: 'books',
  version: 1,
  label: 'books',
  help: 'Long running text: damaged characters repaired, white space tidied, editions that repeat one another out.',
  options: {},
  steps: [
    { id: 'unicode-repair' },
    { id: 'unicode-nfc' },
    { id: 'control-characters' },
    { id: 'white-space' },
    { id: 'empty-documents' },
    { id: 'exact-duplicates' },
    { id: 'near-duplicates' },
  ],
} as const satisfies RecipeEntry;
