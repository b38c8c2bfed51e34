import type { TokenizerEntry } from '../entry';
import { specialTokensOption } from '../special-tokens';

export const characters = {
  id: 'characters',
  version: 1,
  label: 'Characters',
  help: 'One token for each character of the training text; others become an unknown token.',
  options: {
    minimumCount: {
      type: 'integer',
      label: 'Least count',
      help: 'Characters seen less often become the unknown token.',
      default: 1,
      min: 1,
      max: 1000,
      scale: 'log',
      advanced: true,
    },
    specialTokens: specialTokensOption,
  },
  load: async () => (await import('./train')).characterTrainer,
} as const satisfies TokenizerEntry;
