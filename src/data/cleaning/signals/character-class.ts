/**
 * What a character is to the scanners of text quality. The first three make up words; the order is relied upon (`<= MARK`).
 */
export const LETTER = 1;
export const NUMBER = 2;
export const MARK = 3;
/** A letter of a script written without blanks between words (Han, kana, Thai, Lao, Khmer, Myanmar). */
export const UNSPACED = 4;
export const SPACE = 5;
/** U+000A only: `white-space` has made all line ends that before. */
export const LINE_END = 6;
export const SIGN = 7;
/** Ends a sentence: Unicode's Sentence_Terminal, and the ellipsis. */
export const TERMINATOR = 8;
/** Quotation marks and closing brackets, which may follow a terminator. */
export const CLOSER = 9;
/** Half of a pair: ask `classOf` for the code point. A lone one is a sign. */
export const SURROGATE = 10;

/** Class of every code point that was asked for; 0 is "not yet". */
export const classes = new Uint8Array(0x110000);

const patterns: readonly (readonly [number, RegExp])[] = [
  [SPACE, /\p{White_Space}/u],
  [UNSPACED, /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u],
  [LETTER, /\p{L}/u],
  [NUMBER, /\p{N}/u],
  [MARK, /\p{M}/u],
  [TERMINATOR, /[\p{Sentence_Terminal}\u2026]/u],
  [CLOSER, /[\p{Quotation_Mark}\p{Pe}\p{Pf}]/u],
];

/** Looks a code point up and remembers it. */
export function classify(codePoint: number): number {
  let found = SIGN;
  if (codePoint === 0x0a) found = LINE_END;
  else if (codePoint >= 0xd800 && codePoint <= 0xdfff) found = SURROGATE;
  else {
    const text = String.fromCodePoint(codePoint);
    found = patterns.find(([, pattern]) => pattern.test(text))?.[0] ?? SIGN;
    // Thai and its like write vowels as marks: one of them alone is no word.
    if (found === UNSPACED && /\p{M}/u.test(text)) found = MARK;
    if (found === UNSPACED && !/[\p{L}\p{N}]/u.test(text)) found = SIGN;
  }
  classes[codePoint] = found;
  return found;
}

export const classOf = (codePoint: number): number => classes[codePoint] || classify(codePoint);
