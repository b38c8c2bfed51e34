import type { ImporterEntry } from '../entry';

export const xlsx = {
  id: 'xlsx',
  version: 1,
  label: 'Excel workbook',
  help: 'Each row of each sheet, with text in some of its columns.',
  extensions: ['xlsx', 'xlsm'],
  kind: 'records',
  input: 'bytes',
  citation: 'ECMA-376, SpreadsheetML',
  options: {},
  zipMember: 'xl/workbook.xml',
  load: async () => (await import('./read-xlsx')).xlsxReader,
} as const satisfies ImporterEntry;
