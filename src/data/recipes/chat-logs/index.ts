import type { RecipeEntry } from '../entry';

export const chatLogs = {
  id: 'chat-logs',
  version: 1,
  label: 'chat logs',
  help: 'Short messages: addresses and numbers of people masked, links marked, repeats out.',
  options: {},
  steps: [
    { id: 'unicode-repair' },
    { id: 'unicode-nfc' },
    { id: 'control-characters' },
    { id: 'white-space', options: { blankLines: 1, runs: true } },
    { id: 'urls' },
    { id: 'pii' },
    { id: 'empty-documents' },
    { id: 'exact-duplicates' },
  ],
} as const satisfies RecipeEntry;
