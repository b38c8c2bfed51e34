import type { CleaningEntry } from '../entry';
import { toggle } from '../option-kinds';

export const markup = {
  id: 'markup',
  version: 1,
  label: 'Markup',
  help: 'Leaves the text of documents that are HTML or XML: no tags, comments, scripts or styles; Markdown signs when asked.',
  citation: 'WHATWG HTML, 13.2: how text is told from tags',
  options: {
    html: {
      type: 'choice',
      label: 'HTML and XML',
      help: 'Which documents are read as such.',
      default: 'plain',
      choices: [
        {
          id: 'plain',
          label: 'plainly markup',
          help: 'Begins as a page does, or has many known tags at its beginning.',
        },
        { id: 'all', label: 'every document', help: 'Harms text with "<" in it.' },
        { id: 'none', label: 'none' },
      ],
    },
    markdown: toggle(
      'Markdown',
      false,
      'Removes signs of headings, emphasis, links, quotes and code from all documents.',
    ),
  },
  reasons: [],
  sees: 'text',
  onByDefault: false,
  load: async () => (await import('./step')).markupCode,
} as const satisfies CleaningEntry;
