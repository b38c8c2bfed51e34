import type { WordEnd } from './byte-bpe/pre-tokenize';
import { isRecord, unreadable } from './tokenizer-file';

/** What SentencePiece writes for a blank. */
export const MARK = '\u2581';

/** Which sections of a text get a mark before them. */
export type PrependScheme = 'always' | 'first' | 'never';

/** The scheme of a `Metaspace` pre-tokenizer. Throws LoamError `tokenizer/unreadable`. */
export function readPrependScheme(preTokenizer: unknown): PrependScheme {
  const part = 'pre_tokenizer';
  if (!isRecord(preTokenizer)) throw unreadable('It has no pre-tokenizer', part);
  const { replacement = MARK, str_rep: written = replacement, prepend_scheme: scheme = 'always' } = preTokenizer;
  if (replacement !== MARK || written !== MARK) throw unreadable('Its Metaspace writes blanks in another way', part);
  if (preTokenizer.add_prefix_space === false && scheme !== 'never')
    throw unreadable('Its Metaspace contradicts itself about the first blank', part);
  if (scheme === 'always' || scheme === 'first' || scheme === 'never') return scheme;
  throw unreadable('Its Metaspace puts the first blank in a way not known', part);
}

export const withMark = (text: string): string => (text.startsWith(MARK) ? text : MARK + text);

/** From one mark to before the next. */
export const markedWordEnd: WordEnd = (text, from, to) => {
  const next = text.indexOf(MARK, from + 1);
  return next < 0 || next > to ? to : next;
};
