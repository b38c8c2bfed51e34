import { END_OF_TEXT } from '../end-of-text';
import type { TokenizerFile } from '../entry';
import { addedToken } from '../special-tokens';
import { byteToCharacter, sortedBytes } from './byte-alphabet';
import { GPT2_PATTERN } from './pre-tokenize';

/** Ids before the first merge: the special token, then one for each byte. */
export const BASE_VOCABULARY = 1 + 256;

/** The base vocabulary in order of id. */
export const baseTokens = (): string[] => [
  END_OF_TEXT,
  ...sortedBytes.map((byte) => String.fromCharCode(byteToCharacter[byte] ?? 0)),
];

/**
 * A Hugging Face `tokenizer.json` for byte-level BPE. The pattern stands in a `Split` (as in Llama 3's file) and not in `ByteLevel`'s
 * built-in one, because readers in JavaScript and in Rust disagree about `\s` in the latter (see `pre-tokenize.ts`).
 */
export function byteBpeFile(tokens: readonly string[], merges: readonly (readonly [number, number])[]): TokenizerFile {
  const spell = (id: number) => tokens[id] ?? '';
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [addedToken(0, END_OF_TEXT)],
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: GPT2_PATTERN }, behavior: 'Isolated', invert: false },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
      ],
    },
    post_processor: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: true },
    decoder: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      // fromEntries and not assignment: `__proto__` is a word in code.
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges: merges.map(([left, right]) => `${spell(left)} ${spell(right)}`),
    },
  };
}
