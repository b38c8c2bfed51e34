import type { CleaningEntry } from '../entry';

export const unicodeNfc = {
  id: 'unicode-nfc',
  version: 1,
  label: 'Unicode NFC',
  help: 'Writes letters with accents in one way, so that equal text has equal tokens.',
  citation: 'Unicode Standard Annex 15',
  options: {},
  reasons: [],
  sees: 'text',
  onByDefault: true,
  load: async () => (await import('./step')).unicodeNfcCode,
} as const satisfies CleaningEntry;
