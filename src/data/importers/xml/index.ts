import { startsAsText } from '../../encoding/starts-as-text';
import type { ImporterEntry } from '../entry';

export const xml = {
  id: 'xml',
  version: 1,
  label: 'XML',
  help: 'Each repeated element, with its parts and attributes as columns; all text where none repeats.',
  extensions: ['xml', 'rss', 'atom', 'tei', 'fb2', 'dbk', 'rdf'],
  kind: 'records',
  citation: 'W3C XML 1.0',
  options: {},
  resembles: (head) => startsAsText(head, /^\s*<\?xml\s/),
  declaredEncoding: (head) =>
    /^<\?xml\s[^>]{0,200}encoding\s*=\s*["']([\w-]{2,20})/.exec(new TextDecoder('latin1').decode(head))?.[1],
  load: async () => (await import('./read-xml')).xmlReader,
} as const satisfies ImporterEntry;
