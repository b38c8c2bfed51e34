import { type AugmentEntry, rateOption } from '../entry';

const share = (label: string, help: string) =>
  ({
    type: 'number',
    label,
    help,
    citation: 'Wei and Zou 2019, section 3: alpha 0.1',
    default: 0.1,
    min: 0,
    max: 0.5,
  }) as const;

export const eda = {
  id: 'eda',
  kind: 'text',
  version: 1,
  label: 'EDA: words',
  help: 'Replaces words by synonyms, inserts synonyms, swaps words and deletes some.',
  citation: 'Wei and Zou 2019, arXiv:1901.11196; synonyms from WordNet 3.1 (English)',
  options: {
    rate: rateOption(0.1),
    copies: {
      type: 'integer',
      label: 'Copies',
      help: 'Copies of each document that is taken.',
      citation: 'Wei and Zou 2019, table 3: 16 for 500 texts, 4 for many',
      default: 1,
      min: 1,
      max: 16,
    },
    operations: {
      type: 'choice',
      label: 'Operations',
      help: 'Whether a copy sees one of the four, or all.',
      default: 'one',
      choices: [
        { id: 'one', label: 'One of the four', help: 'As in the paper.' },
        { id: 'all', label: 'All four' },
      ],
    },
    synonyms: share('Synonyms', 'Share of the words replaced by a synonym.'),
    insertions: share('Insertions', 'Synonyms put in, for each word of the text.'),
    swaps: share('Swaps', 'Pairs of words that change places, for each word of the text.'),
    deletions: share('Deletions', 'Chance of each word to be left out.'),
  },
  load: async () => (await import('./augment')).edaCode,
} as const satisfies AugmentEntry<'text'>;
