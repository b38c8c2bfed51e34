import type { CleaningEntry } from '../entry';
import { whole } from '../option-kinds';

export const lengthBounds = {
  id: 'length-bounds',
  version: 1,
  label: 'Length',
  help: 'Drops documents that are shorter or longer than you want.',
  options: {
    minCharacters: whole('Fewest characters', 1, 1e9, 'Shorter documents go.', 'characters'),
    maxCharacters: whole('Most characters', 0, 1e12, 'Longer documents go; 0 for no limit.', 'characters'),
    minWords: whole('Fewest words', 0, 1e9, 'Documents with fewer go.', 'words'),
    maxWords: whole('Most words', 0, 1e12, 'Documents with more go; 0 for no limit.', 'words'),
  },
  reasons: ['too short', 'too long', 'too few words', 'too many words'],
  sees: 'prose',
  onByDefault: false,
  load: async () => (await import('./step')).lengthBoundsCode,
} as const satisfies CleaningEntry;
