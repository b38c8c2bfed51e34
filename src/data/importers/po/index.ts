import { startsAsText } from '../../encoding/starts-as-text';
import type { ImporterEntry } from '../entry';

export const po = {
  id: 'po',
  version: 1,
  label: 'Gettext translations',
  help: 'Each message and its translation; every plural form is a pair. Fuzzy and obsolete ones are left out.',
  extensions: ['po', 'pot'],
  kind: 'records',
  citation: 'GNU gettext, PO files',
  options: {},
  resembles: (head) => startsAsText(head, /^(#[^\n]*\n|\s)*msgid ""\r?\nmsgstr ""/),
  declaredEncoding: (head) =>
    /"Content-Type:[^"\n]{0,80}charset=([\w-]{2,20})/i.exec(new TextDecoder('latin1').decode(head))?.[1],
  load: async () => (await import('./read-po')).poReader,
} as const satisfies ImporterEntry;
