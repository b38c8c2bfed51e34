import type { CleaningEntry } from '../entry';

export const missingValues = {
  id: 'missing-values',
  version: 1,
  label: 'Missing values',
  help: 'Rows of tables with an empty field, or one that says NA, null, NaN, none, ? or a dash. Plain documents pass.',
  citation: 'Little and Rubin 2002, chapter 4 (fills are learnt from training rows only)',
  options: {
    action: {
      type: 'choice',
      label: 'Action',
      help: 'What becomes of such a row.',
      default: 'drop',
      choices: [
        { id: 'drop', label: 'drop the row' },
        { id: 'mark', label: 'mark', help: 'Writes <|missing|> in its place.' },
        {
          id: 'fill',
          label: 'fill in',
          help: 'The median of numbers, else the commonest value, of the training rows; where there is none, the mark.',
        },
      ],
    },
  },
  reasons: ['missing text', 'missing label'],
  sees: 'fields',
  onByDefault: true,
  load: async () => (await import('./step')).missingValuesCode,
} as const satisfies CleaningEntry;
