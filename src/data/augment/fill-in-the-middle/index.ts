import { type AugmentEntry, rateOption } from '../entry';

export const fillInTheMiddle = {
  id: 'fill-in-the-middle',
  kind: 'text',
  version: 1,
  label: 'Fill in the middle',
  help: 'Moves a random stretch to the end, so that a model learns to write what fits between two texts.',
  citation: 'Bavarian et al. 2022, arXiv:2207.14255, section 3',
  options: {
    rate: rateOption(0.5, 'Bavarian et al. 2022, section 4.2: 0.5 and above cost nothing left to right'),
    suffixFirst: {
      type: 'number',
      label: 'Suffix first',
      help: 'Share of the copies that show the suffix before the prefix (SPM); the others show the prefix first (PSM).',
      citation: 'Bavarian et al. 2022, section 4.3',
      default: 0.5,
      min: 0,
      max: 1,
    },
  },
  specialTokens: ['<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>'],
  load: async () => (await import('./augment')).fillInTheMiddleCode,
} as const satisfies AugmentEntry<'text'>;
