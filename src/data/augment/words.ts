import { classOf, SPACE } from '../tokenizers/byte-bpe/pre-tokenize';

/** A text as words with what stands between them: lead + words[0] + gaps[0] + words[1] + gaps[1] + ... is the text. */
export interface Words {
  readonly lead: string;
  readonly words: readonly string[];
  /** White space behind each word; '' where a script writes none. */
  readonly gaps: readonly string[];
}

/**
 * Words apart by white space; Chinese characters and kana, between which there is none, are a word each, with the marks that follow. A
 * scanner and no regular expression: a word may be a million characters long.
 */
export function splitWords(text: string): Words {
  const words: string[] = [];
  const gaps: string[] = [];
  let at = spaceEnd(text, 0);
  const lead = text.slice(0, at);
  while (at < text.length) {
    const end = wordEnd(text, at);
    const next = spaceEnd(text, end);
    words.push(text.slice(at, end));
    gaps.push(text.slice(end, next));
    at = next;
  }
  return { lead, words, gaps };
}

export function joinWords({ lead, words, gaps }: Words): string {
  return lead + words.map((word, i) => word + (gaps[i] ?? '')).join('');
}

/** What to put between two words that had nothing to do with one another. */
export const gapBetween = (before: string, after: string): string =>
  isIdeograph(before.codePointAt(0) ?? 0) && isIdeograph(after.codePointAt(0) ?? 0) ? '' : ' ';

function wordEnd(text: string, from: number): number {
  let at = from;
  const alone = isIdeograph(text.codePointAt(from) ?? 0);
  while (at < text.length) {
    const codePoint = text.codePointAt(at) ?? 0;
    if (at > from && (classOf(codePoint) === SPACE || (alone ? !isMark(codePoint) : isIdeograph(codePoint)))) break;
    at += codePoint > 0xffff ? 2 : 1;
  }
  return at;
}

function spaceEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && classOf(text.charCodeAt(at)) === SPACE) at++;
  return at;
}

/** Han (with its extensions), Hiragana and Katakana: blocks of Unicode 15. */
const isIdeograph = (codePoint: number): boolean =>
  codePoint >= 0x3041 &&
  (codePoint <= 0x30ff ||
    (codePoint >= 0x3400 && codePoint <= 0x4dbf) ||
    (codePoint >= 0x4e00 && codePoint <= 0x9fff) ||
    (codePoint >= 0xf900 && codePoint <= 0xfaff) ||
    (codePoint >= 0x20000 && codePoint <= 0x3ffff));

const isMark = (codePoint: number): boolean => codePoint > 0x2ff && /^\p{M}$/u.test(String.fromCodePoint(codePoint));
