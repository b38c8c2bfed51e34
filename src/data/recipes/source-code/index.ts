import type { RecipeEntry } from '../entry';

export const sourceCode = {
  id: 'source-code',
  version: 1,
  label: 'source code',
  help: 'Programs: indentation stays, secrets and e-mail addresses are masked, copied files are out.',
  options: {},
  steps: [
    { id: 'control-characters' },
    { id: 'white-space' },
    { id: 'pii', options: { phone: false, card: false, iban: false, ip: false } },
    { id: 'empty-documents' },
    { id: 'exact-duplicates' },
    { id: 'near-duplicates' },
  ],
} as const satisfies RecipeEntry;
