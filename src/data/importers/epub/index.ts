import type { ImporterEntry } from '../entry';

export const epub = {
  id: 'epub',
  version: 1,
  label: 'E-book',
  help: 'The chapters in their order as one document.',
  extensions: ['epub'],
  kind: 'text',
  input: 'bytes',
  citation: 'W3C EPUB 3.3',
  options: {},
  zipMember: 'META-INF/container.xml',
  load: async () => (await import('./read-epub')).epubReader,
} as const satisfies ImporterEntry;
