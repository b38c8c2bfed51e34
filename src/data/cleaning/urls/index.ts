import type { CleaningEntry } from '../entry';
import { words } from '../option-kinds';

export const urls = {
  id: 'urls',
  version: 1,
  label: 'Web addresses',
  help: 'Removes addresses of web pages, or puts a mark in their place.',
  options: {
    action: {
      type: 'choice',
      label: 'Addresses',
      help: 'What becomes of an address that begins with http://, https://, ftp:// or www.',
      default: 'mark',
      choices: [
        { id: 'mark', label: 'become a mark' },
        { id: 'remove', label: 'are removed' },
      ],
    },
    mark: words('Mark', '[URL]', 'What stands in the place of an address.'),
  },
  reasons: [],
  sees: 'text',
  onByDefault: false,
  load: async () => (await import('./step')).urlsCode,
} as const satisfies CleaningEntry;
