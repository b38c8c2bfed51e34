import { startsAsText } from '../../encoding/starts-as-text';
import type { ImporterEntry } from '../entry';

export const roff = {
  id: 'roff',
  version: 1,
  label: 'Manual page',
  help: 'The text of a Unix manual page, a paragraph after the other, without its markup.',
  // Pages end in their section (`ls.1`), as old log files do in their age: what they begin with tells.
  extensions: ['man', 'mdoc', 'roff'],
  kind: 'text',
  citation: 'groff(7), man(7) and mdoc(7)',
  options: {},
  resembles: (head) => startsAsText(head, /^(\s*\n)*([.']\\"|\.(TH|Dd|de|ds|nr|if|ie|ig|so)\s)/),
  load: async () => (await import('./read-roff')).roffReader,
} as const satisfies ImporterEntry;
