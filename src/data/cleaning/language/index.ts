import type { CleaningEntry } from '../entry';
import { share, words } from '../option-kinds';

export const language = {
  id: 'language',
  version: 1,
  label: 'Language',
  help: 'Keeps documents in the languages that you name.',
  citation: 'Nito-ELD, smallest data set, 60 languages',
  options: {
    keep: words('Languages', '', 'Codes of two letters with commas, such as "en,de"; empty keeps all.'),
    minScore: share(
      'Least score',
      0.5,
      'How well letter sequences must fit the language; plain prose has .6 to .9 (not comparable to fastText).',
    ),
  },
  reasons: ['other language', 'unclear language'],
  sees: 'prose',
  onByDefault: false,
  load: async () => (await import('./step')).languageCode,
} as const satisfies CleaningEntry;
