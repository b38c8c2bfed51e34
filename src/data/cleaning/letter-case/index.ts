import type { CleaningEntry } from '../entry';

export const letterCase = {
  id: 'letter-case',
  version: 1,
  label: 'Letter case',
  help: 'Writes all letters small or large; the model then writes so too.',
  options: {
    to: {
      type: 'choice',
      label: 'Letters become',
      help: 'Letters without case stay.',
      default: 'lower',
      choices: [
        { id: 'lower', label: 'small' },
        { id: 'upper', label: 'large' },
      ],
    },
  },
  reasons: [],
  sees: 'text',
  onByDefault: false,
  load: async () => (await import('./step')).letterCaseCode,
} as const satisfies CleaningEntry;
