import type { ImporterEntry } from '../entry';

export const pdf = {
  id: 'pdf',
  version: 1,
  label: 'PDF',
  help: 'The text of all pages, lines joined to paragraphs and hyphenated words mended.',
  extensions: ['pdf'],
  kind: 'text',
  input: 'bytes',
  citation: 'ISO 32000',
  options: {},
  // Readers look for it among the first 1024 bytes.
  proves: (head) => new TextDecoder('latin1').decode(head.subarray(0, 1024)).includes('%PDF-'),
  load: async () => (await import('./read-pdf')).pdfReader,
} as const satisfies ImporterEntry;
