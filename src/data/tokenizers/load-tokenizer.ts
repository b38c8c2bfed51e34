import { ByteBpeTokenizer } from './byte-bpe/byte-bpe-tokenizer';
import { CharacterTokenizer, isCharacterFile } from './characters/character-tokenizer';
import type { Tokenizer, TokenizerFile } from './entry';
import { SentencePieceBpeTokenizer } from './sentencepiece-bpe/sentencepiece-bpe-tokenizer';
import { parseTokenizerFile } from './tokenizer-file';
import { loadUnigram } from './unigram/load-unigram';
import { WordPieceTokenizer } from './word-piece/word-piece-tokenizer';

/**
 * The tokenizer that a `tokenizer.json` describes: ours, any byte-level BPE of the GPT-2 or Llama 3 kind, SentencePiece's BPE with
 * bytes to fall back to (Llama 2, Mistral 7B, Gemma), Unigram on bytes or with Metaspace, or BERT's WordPiece. What cannot be reproduced id for id throws LoamError `tokenizer/unreadable`, which names the part of the file.
 */
export function loadTokenizer(file: TokenizerFile): Tokenizer {
  const parsed = parseTokenizerFile(file);
  if (parsed.type === 'WordPiece') return new WordPieceTokenizer(file, parsed);
  if (parsed.type === 'Unigram') return loadUnigram(file, parsed);
  if (parsed.model.byte_fallback === true) return new SentencePieceBpeTokenizer(file, parsed);
  return isCharacterFile(file, parsed) ? new CharacterTokenizer(file, parsed) : new ByteBpeTokenizer(file, parsed);
}
