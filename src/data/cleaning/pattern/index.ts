import type { CleaningEntry } from '../entry';
import { toggle, words } from '../option-kinds';

export const pattern = {
  id: 'pattern',
  version: 1,
  label: 'Your own pattern',
  help: 'Finds what a regular expression describes, line by line, and replaces it, removes the line or drops the document.',
  citation: 'Syntax of RE2: github.com/google/re2/wiki/Syntax; linear time whatever the pattern',
  options: {
    pattern: words('Pattern', '', 'A regular expression without look-around or back-references; empty finds nothing.'),
    ignoreCase: toggle('Ignore case', false, 'Whether "A" also finds "a".'),
    action: {
      type: 'choice',
      label: 'What is found',
      help: 'What becomes of it.',
      default: 'replace',
      choices: [
        { id: 'replace', label: 'is replaced' },
        { id: 'line', label: 'goes with its line' },
        { id: 'document', label: 'goes with its document' },
      ],
    },
    replacement: words('Replacement', '', 'Text that takes the place of what is found, as it stands.'),
  },
  reasons: ['pattern found'],
  sees: 'text',
  onByDefault: false,
  load: async () => (await import('./step')).patternCode,
} as const satisfies CleaningEntry;
