import type { CleaningEntry } from '../entry';
import { share, whole } from '../option-kinds';

export const finewebQuality = {
  id: 'fineweb-quality',
  version: 1,
  label: 'Line quality (FineWeb)',
  help: 'Drops documents that are lists, menus or tables rather than text, judged by their lines.',
  citation: 'Penedo et al. 2024, arXiv:2406.17557, 3.6',
  options: {
    minTerminated: share(
      'Lines that end like a sentence',
      0.12,
      'Smallest share of lines that end with a full stop, question or exclamation mark, or closing quote.',
    ),
    maxShort: share('Short lines', 0.67, 'Largest share of short lines.'),
    shortLine: whole('A short line has at most', 30, 10_000, 'Length up to which a line is short.', 'characters'),
    maxDuplicate: share(
      'Characters in repeated lines',
      0.01,
      'Largest share of characters in lines that occurred before.',
    ),
    maxLineEnds: {
      type: 'number',
      label: 'Line ends',
      help: 'Most line ends for each word.',
      default: 0.3,
      min: 0,
      max: 10,
      step: 0.01,
    },
  },
  reasons: ['lines without end', 'short lines', 'repeated lines', 'list'],
  sees: 'prose',
  onByDefault: false,
  load: async () => (await import('./step')).finewebQualityCode,
} as const satisfies CleaningEntry;
