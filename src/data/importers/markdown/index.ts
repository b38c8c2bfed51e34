import type { ImporterEntry } from '../entry';

export const markdown = {
  id: 'markdown',
  version: 1,
  label: 'Markdown',
  help: 'The whole file, its syntax included; front matter is left out.',
  extensions: ['md', 'markdown', 'mdx', 'qmd', 'rmd'],
  kind: 'text',
  citation: 'CommonMark 0.31',
  options: {},
  load: async () => (await import('./read-markdown')).markdownReader,
} as const satisfies ImporterEntry;
