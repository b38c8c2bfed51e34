import { END_OF_TEXT } from '../end-of-text';
import type { TokenizerFile } from '../entry';
import { addedToken } from '../special-tokens';

/** Stands for a word that the vocabulary cannot write. */
export const UNKNOWN = '[UNK]';
/** Before a piece that does not begin a word. */
export const CONTINUES = '##';
/** A word with more code points is unknown (BERT). */
export const LONGEST_WORD = 100;

/** A Hugging Face `tokenizer.json` as BERT's, with our end of text. */
export function wordPieceFile(pieces: readonly string[], lowercase: boolean): TokenizerFile {
  const tokens = [END_OF_TEXT, UNKNOWN, ...pieces];
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [addedToken(0, END_OF_TEXT), addedToken(1, UNKNOWN)],
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: null,
    decoder: { type: 'WordPiece', prefix: CONTINUES, cleanup: false },
    model: {
      type: 'WordPiece',
      unk_token: UNKNOWN,
      continuing_subword_prefix: CONTINUES,
      max_input_chars_per_word: LONGEST_WORD,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
    },
  };
}
