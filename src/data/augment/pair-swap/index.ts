import { type AugmentEntry, rateOption } from '../entry';

export const pairSwap = {
  id: 'pair-swap',
  kind: 'pair',
  version: 1,
  label: 'Swapped pairs',
  help: 'Source becomes target and target source: a translator that learns both directions.',
  citation: 'Johnson et al. 2017, arXiv:1611.04558: the direction is told by a token before the source',
  options: {
    rate: rateOption(0.5),
    tag: {
      type: 'toggle',
      label: 'Direction tag',
      help: 'Puts <|swapped|> before the source of a swapped pair.',
      default: true,
    },
  },
  specialTokens: ['<|swapped|>'],
  load: async () => (await import('./augment')).pairSwapCode,
} as const satisfies AugmentEntry<'pair'>;
