import { END_OF_TEXT } from '../end-of-text';
import type { TokenizerFile } from '../entry';
import { addedToken } from '../special-tokens';

/** Stands for every character that the training text did not have. */
export const UNKNOWN = '<unk>';

/**
 * A `tokenizer.json` of single characters: BPE without merges, because the JavaScript reader has no `WordLevel` and only BPE names its
 * unknown token inside the file. `Fuse` joins without blanks. Both special tokens are added tokens, so that readers that register
 * `unk_token` by themselves cut the same texts.
 */
export function characterFile(characters: readonly string[]): TokenizerFile {
  const tokens = [END_OF_TEXT, UNKNOWN, ...characters];
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [addedToken(0, END_OF_TEXT), addedToken(1, UNKNOWN)],
    normalizer: null,
    pre_tokenizer: null,
    post_processor: null,
    decoder: { type: 'Fuse' },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: UNKNOWN,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges: [],
    },
  };
}
