import { startsAsText } from '../../encoding/starts-as-text';
import type { ImporterEntry } from '../entry';

export const html = {
  id: 'html',
  version: 1,
  label: 'Web page',
  help: 'The title and the main text of a page, without menus; all its text where no main text is found.',
  extensions: ['html', 'htm', 'xhtml'],
  kind: 'text',
  citation: 'WHATWG HTML; Mozilla Readability',
  options: {},
  resembles: (head) => startsAsText(head, /^\s*(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)?<(!doctype\s+html|html)\b/i),
  declaredEncoding: (head) =>
    /<meta\s[^>]{0,200}charset\s*=\s*["']?([\w-]{2,20})/i.exec(new TextDecoder('latin1').decode(head))?.[1],
  load: async () => (await import('./read-html')).htmlReader,
} as const satisfies ImporterEntry;
