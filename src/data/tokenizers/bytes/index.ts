import type { TokenizerEntry } from '../entry';
import { specialTokensOption } from '../special-tokens';

export const bytes = {
  id: 'bytes',
  version: 1,
  label: 'Bytes',
  help: 'Each byte of UTF-8 is a token: nothing is learnt, any text can be written, and texts are long.',
  citation: 'Xue et al. 2022 (ByT5), arXiv:2105.13626',
  options: { specialTokens: specialTokensOption },
  load: async () => (await import('./train')).bytesTrainer,
} as const satisfies TokenizerEntry;
