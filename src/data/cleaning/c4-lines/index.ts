import type { CleaningEntry } from '../entry';
import { toggle, whole } from '../option-kinds';

export const c4Lines = {
  id: 'c4-lines',
  version: 1,
  label: 'Web lines (C4)',
  help: 'Removes lines that are no prose (menus, policies, warnings) and drops documents of placeholder text, code or a few sentences.',
  citation: 'Raffel et al. 2020, arXiv:1910.10683, 2.2',
  options: {
    maxWordLength: whole('Longest word', 1000, 1e6, 'Lines with a longer word go.', 'characters'),
    minWords: whole('Fewest words in a line', 3, 1000, 'Lines with fewer go; blank lines stay.', 'words'),
    policy: toggle('Policy lines', true, 'Removes lines about cookies, privacy and terms of use.'),
    javascript: toggle(
      'JavaScript lines',
      true,
      'Removes lines that mention JavaScript, mostly warnings to turn it on.',
    ),
    citations: toggle('Citation marks', true, 'Removes [1], [edit] and [citation needed].'),
    terminated: toggle(
      'Sentence ends',
      false,
      'Removes lines that do not end with a full stop, question or exclamation mark, or quote; FineWeb leaves them.',
    ),
    placeholder: toggle('Placeholder text', true, 'Drops documents with "lorem ipsum".'),
    brackets: toggle('Curly brackets', true, 'Drops documents with a curly bracket: mostly code.'),
    minSentences: whole('Fewest sentences', 5, 1000, 'Documents with fewer in the lines that stay go.', 'sentences'),
  },
  reasons: ['placeholder text', 'curly brackets', 'too few sentences'],
  sees: 'text',
  onByDefault: false,
  load: async () => (await import('./step')).c4LinesCode,
} as const satisfies CleaningEntry;
