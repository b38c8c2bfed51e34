import type { TokenizerEntry } from '../entry';
import { specialTokensOption } from '../special-tokens';

export const byteBpe = {
  id: 'byte-bpe',
  version: 1,
  label: 'Byte-level BPE',
  help: 'Frequent pieces of words become tokens; any text can be written with them.',
  citation: 'Sennrich et al. 2016, arXiv:1508.07909; on bytes: Radford et al. 2019 (GPT-2)',
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
  load: async () => (await import('./train')).byteBpeTrainer,
} as const satisfies TokenizerEntry;
