import type { CleaningEntry } from '../entry';
import { advanced, share } from '../option-kinds';

const run = (n: number, value: number) =>
  advanced(
    share(`Runs of ${n} words`, value, `Largest share of characters in runs of ${n} words that occurred before.`),
  );
const top = (n: number, value: number) =>
  advanced(
    share(`Most frequent ${n} words`, value, `Largest share of characters of the most frequent ${n} words in a row.`),
  );

export const gopherRepetition = {
  id: 'gopher-repetition',
  version: 1,
  label: 'Repetition (Gopher)',
  help: 'Drops documents that repeat their own lines, paragraphs or runs of words.',
  citation: 'Rae et al. 2021, arXiv:2112.11446, table A1',
  options: {
    lines: share('Repeated lines', 0.3, 'Largest share of lines that occurred before.'),
    paragraphs: share('Repeated paragraphs', 0.3, 'Largest share of paragraphs that occurred before.'),
    lineCharacters: share('Characters in repeated lines', 0.2, 'Largest share of characters in such lines.'),
    paragraphCharacters: share(
      'Characters in repeated paragraphs',
      0.2,
      'Largest share of characters in such paragraphs.',
    ),
    top2: top(2, 0.2),
    top3: top(3, 0.18),
    top4: top(4, 0.16),
    run5: run(5, 0.15),
    run6: run(6, 0.14),
    run7: run(7, 0.13),
    run8: run(8, 0.12),
    run9: run(9, 0.11),
    run10: run(10, 0.1),
  },
  reasons: ['repeated lines', 'repeated paragraphs', 'frequent phrase', 'repeated phrases'],
  sees: 'prose',
  onByDefault: false,
  load: async () => (await import('./step')).gopherRepetitionCode,
} as const satisfies CleaningEntry;
