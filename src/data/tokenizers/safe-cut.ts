import { classOf, LETTER, NUMBER, SPACE } from './byte-bpe/pre-tokenize';

/** Whether a text may be cut between these two UTF-16 units for encoding piece by piece, where words are GPT-2's or single characters. */
export function isSafeCut(before: number, after: number): boolean {
  if ((before & 0xf800) === 0xd800 || (after & 0xf800) === 0xd800) return false;
  const left = classOf(before);
  const right = classOf(after);
  if (right === SPACE) return left !== SPACE;
  // A change of kind after a letter or number, unless the sign may be the end of a special token.
  return (left === LETTER || left === NUMBER) && right !== left && after !== 0x7c && after !== 0x3e;
}

/** The same for any pre-tokenizer that we have: before the first blank behind a word. */
export const isSafeBlank = (before: number, after: number): boolean => after === 0x20 && classOf(before) !== SPACE;

/** Whether a cut could fall within one of these tokens. */
export function areCut(tokens: Iterable<string>, isSafe: (before: number, after: number) => boolean): boolean {
  for (const token of tokens)
    for (let at = 1; at < token.length; at++) if (isSafe(token.charCodeAt(at - 1), token.charCodeAt(at))) return true;
  return false;
}
