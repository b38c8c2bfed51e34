import type { RecipeEntry } from '../entry';

export const labelledTable = {
  id: 'labelled-table',
  version: 1,
  label: 'table of labels',
  help: 'Rows of a table: one kind of blank, empty and repeated rows out; nothing is judged by length.',
  options: {},
  steps: [
    { id: 'unicode-repair' },
    { id: 'unicode-nfc' },
    { id: 'control-characters' },
    { id: 'white-space', options: { blankLines: 0, runs: true, unusual: true } },
    { id: 'label-spelling' },
    { id: 'missing-values' },
    { id: 'empty-documents' },
    { id: 'exact-duplicates' },
  ],
} as const satisfies RecipeEntry;
