import type { ImporterEntry } from '../entry';

export const docx = {
  id: 'docx',
  version: 1,
  label: 'Word document',
  help: 'The text with its lists and tables; without headers, footnotes, comments and deleted text.',
  extensions: ['docx', 'docm', 'dotx'],
  kind: 'text',
  input: 'bytes',
  citation: 'ECMA-376, WordprocessingML',
  options: {},
  zipMember: 'word/document.xml',
  load: async () => (await import('./read-docx')).docxReader,
} as const satisfies ImporterEntry;
