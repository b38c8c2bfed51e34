import { Registry } from '@/base/registry';
import { byteBpe } from './byte-bpe';
import { bytes } from './bytes';
import { characters } from './characters';
import type { TokenizerEntry } from './entry';
import { unigram } from './unigram';
import { wordPiece } from './word-piece';

export const tokenizers = new Registry<TokenizerEntry>('tokenizer', [byteBpe, unigram, wordPiece, characters, bytes]);
