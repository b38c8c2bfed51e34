import type { CleaningEntry } from '../entry';

export const punctuation = {
  id: 'punctuation',
  version: 1,
  label: 'Punctuation',
  help: 'Writes quotes, dashes and ellipses in the plain way, or removes all punctuation.',
  options: {
    action: {
      type: 'choice',
      label: 'Punctuation',
      help: 'Removing harms every use of the model but counting words.',
      default: 'plain',
      choices: [
        { id: 'plain', label: 'is written plainly', help: 'Straight quotes, hyphens, three dots; "!!!!" becomes "!".' },
        { id: 'remove', label: 'is removed', help: "Apostrophes and hyphens within words stay: don't, well-known." },
      ],
    },
  },
  reasons: [],
  sees: 'text',
  onByDefault: false,
  load: async () => (await import('./step')).punctuationCode,
} as const satisfies CleaningEntry;
