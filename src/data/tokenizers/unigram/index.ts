import type { TokenizerEntry } from '../entry';
import { specialTokensOption } from '../special-tokens';

export const unigram = {
  id: 'unigram',
  version: 1,
  label: 'Unigram',
  help: 'Keeps the pieces of words that make the text most likely and cuts each word in the likeliest way; any text can be written.',
  citation: 'Kudo 2018, arXiv:1804.10959; on bytes, so that nothing is unknown',
  options: {
    vocabularySize: {
      type: 'integer',
      label: 'Vocabulary size',
      help: 'More tokens make texts shorter and the model larger.',
      default: 1024,
      min: 257,
      max: 65536,
      scale: 'log',
      unit: 'tokens',
    },
    specialTokens: specialTokensOption,
  },
  load: async () => (await import('./train')).unigramTrainer,
} as const satisfies TokenizerEntry;
