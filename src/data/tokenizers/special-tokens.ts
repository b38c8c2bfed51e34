import { LoamError } from '@/base/errors';
import type { OptionValue } from '@/base/options';
import { END_OF_TEXT } from './end-of-text';
import type { TokenizerFile } from './entry';

const MOST = 1024;
const LONGEST = 64;

/** The option that every kind of tokenizer has. */
export const specialTokensOption = {
  type: 'text',
  label: 'Special tokens',
  help: 'Marks that stay one token each, apart by blanks: <|user|> <|assistant|>. They are part of the vocabulary size.',
  default: '',
  advanced: true,
} as const;

/**
 * The special tokens of the option, each once, without the end of text, which every tokenizer has. Throws LoamError
 * `tokenizer/special-tokens` for too many or too long ones.
 */
export function readSpecialTokens(options: Readonly<Record<string, OptionValue>>): string[] {
  const given = typeof options.specialTokens === 'string' ? options.specialTokens : '';
  const tokens = [...new Set(given.split(/\s+/))].filter((token) => token !== '' && token !== END_OF_TEXT);
  if (tokens.length > MOST) throw refused(`There are ${tokens.length} special tokens; at most ${MOST} can be`);
  for (const token of tokens) {
    if (token.length > LONGEST) throw refused(`"${token.slice(0, 20)}..." is longer than ${LONGEST} characters`);
    // It could not be written into a file of UTF-8 and read back.
    if (/[\ud800-\udfff]/u.test(token)) throw refused('A special token has half a character in it');
  }
  return tokens;
}

const refused = (what: string): LoamError =>
  new LoamError({
    code: 'tokenizer/special-tokens',
    what,
    where: 'Special tokens',
    remedy: 'Give fewer or shorter ones.',
  });

const FLAGS = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };

/** An entry of `added_tokens`. */
export const addedToken = (id: number, content: string) => ({ id, content, ...FLAGS });

/** The file with these special tokens behind its vocabulary. */
export function withSpecialTokens(file: TokenizerFile, tokens: readonly string[], firstId: number): TokenizerFile {
  const known = Array.isArray(file.added_tokens) ? file.added_tokens : [];
  return { ...file, added_tokens: [...known, ...tokens.map((token, i) => addedToken(firstId + i, token))] };
}
