import type { CleaningEntry } from '../entry';

export const whiteSpace = {
  id: 'white-space',
  version: 1,
  label: 'White space',
  help: 'One kind of line end, no blanks at line ends, no long gaps; indentation stays.',
  options: {
    blankLines: {
      type: 'integer',
      label: 'Blank lines',
      help: 'At most so many blank lines in a row.',
      default: 2,
      min: 0,
      max: 100,
      unit: 'lines',
    },
    trailing: {
      type: 'toggle',
      label: 'Blanks at line ends',
      help: 'Removes blanks before a line end.',
      default: true,
    },
    edges: {
      type: 'toggle',
      label: 'Edges of documents',
      help: 'Removes blank lines at the start and at the end of a document.',
      default: true,
    },
    runs: {
      type: 'toggle',
      label: 'Runs of blanks',
      help: 'Makes several blanks within a line one; harms tables and code.',
      default: false,
      advanced: true,
    },
    unusual: {
      type: 'toggle',
      label: 'Unusual blanks',
      help: 'Turns no-break, thin and other blanks into plain ones.',
      default: false,
      advanced: true,
    },
  },
  reasons: [],
  sees: 'text',
  onByDefault: true,
  load: async () => (await import('./step')).whiteSpaceCode,
} as const satisfies CleaningEntry;
