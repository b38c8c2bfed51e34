import { ByteBpeTokenizer } from './byte-bpe/byte-bpe-tokenizer';
import { CharacterTokenizer, isCharacterFile } from './characters/character-tokenizer';
import type { Tokenizer, TokenizerFile } from './entry';
import { parseTokenizerFile } from './tokenizer-file';

/** The tokenizer that a `tokenizer.json` describes: ours, or any byte-level BPE of the GPT-2 kind. Else LoamError `tokenizer/unreadable`. */
export function loadTokenizer(file: TokenizerFile): Tokenizer {
  const parsed = parseTokenizerFile(file);
  return isCharacterFile(file, parsed) ? new CharacterTokenizer(file, parsed) : new ByteBpeTokenizer(file, parsed);
}
