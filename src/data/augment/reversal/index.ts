import { type AugmentEntry, rateOption } from '../entry';

export const reversal = {
  id: 'reversal',
  kind: 'text',
  version: 1,
  label: 'Reversal',
  help: 'The text backwards: by words, sentences or characters, marked so that a model can tell.',
  citation: 'Golovneva et al. 2024, arXiv:2403.13799: reverse training',
  options: {
    rate: rateOption(0.1),
    unit: {
      type: 'choice',
      label: 'Unit',
      help: 'What keeps its own order.',
      default: 'word',
      choices: [
        { id: 'word', label: 'Words' },
        { id: 'sentence', label: 'Sentences' },
        { id: 'character', label: 'Characters' },
      ],
    },
    tag: {
      type: 'toggle',
      label: 'Direction tag',
      help: 'Puts <|reversed|> before a reversed text, so that a model does not write backwards unasked.',
      default: true,
    },
  },
  specialTokens: ['<|reversed|>'],
  load: async () => (await import('./augment')).reversalCode,
} as const satisfies AugmentEntry<'text'>;
