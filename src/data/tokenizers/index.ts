import { Registry } from '@/base/registry';
import { byteBpe } from './byte-bpe';
import { characters } from './characters';
import type { TokenizerEntry } from './entry';

export const tokenizers = new Registry<TokenizerEntry>('tokenizer', [byteBpe, characters]);
