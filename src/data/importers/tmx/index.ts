import { startsAsText } from '../../encoding/starts-as-text';
import type { ImporterEntry } from '../entry';

export const tmx = {
  id: 'tmx',
  version: 1,
  label: 'Translation memory',
  help: 'Each pair of a source and a translation, with its languages.',
  extensions: ['tmx'],
  kind: 'records',
  citation: 'TMX 1.4b',
  options: {},
  resembles: (head) => startsAsText(head, /^\s*(<\?xml[^>]*>\s*)?(<!DOCTYPE\s+tmx\b[^>]*>\s*)?<tmx\b/),
  declaredEncoding: (head) =>
    /^<\?xml\s[^>]{0,200}encoding\s*=\s*["']([\w-]{2,20})/.exec(new TextDecoder('latin1').decode(head))?.[1],
  load: async () => (await import('./read-tmx')).tmxReader,
} as const satisfies ImporterEntry;
