import type { TokenizerEntry } from '../entry';
import { specialTokensOption } from '../special-tokens';

export const wordPiece = {
  id: 'word-piece',
  version: 1,
  label: 'WordPiece',
  help: 'Words and pieces of words by greedy longest match, as BERT has them. White space is not kept.',
  citation: 'Schuster and Nakajima 2012; Devlin et al. 2019 (BERT), arXiv:1810.04805',
  lossy: 'White space and control characters are not kept, and words with characters never seen become [UNK].',
  options: {
    vocabularySize: {
      type: 'integer',
      label: 'Vocabulary size',
      help: 'More tokens make texts shorter and the model larger.',
      default: 1024,
      min: 64,
      max: 65536,
      scale: 'log',
      unit: 'tokens',
    },
    lowercase: {
      type: 'toggle',
      label: 'Lower case',
      help: 'Takes case and accents away first, as "uncased" BERT does.',
      default: true,
    },
    specialTokens: specialTokensOption,
  },
  load: async () => (await import('./train')).wordPieceTrainer,
} as const satisfies TokenizerEntry;
