import { classOf, codePointAt, LETTER, NUMBER, OTHER, runEnd, SPACE, type WordEnd } from './pre-tokenize';

const rest = ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+';
const pattern = (digits: string) => `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|${digits}|${rest}`;

/** Llama 3's pattern (Dubey et al. 2024), which is that of OpenAI's cl100k: up to three digits together. */
export const LLAMA3_PATTERN = pattern('\\p{N}{1,3}');
/** Qwen 2's (Yang et al. 2024): each digit alone. */
export const QWEN2_PATTERN = pattern('\\p{N}');

/** A hand-written scanner for these patterns, for the reason that `pre-tokenize.ts` gives. */
export const llama3WordEnd =
  (mostDigits: number): WordEnd =>
  (text, from, to) => {
    const first = codePointAt(text, from, to);
    if (first === 0x27) {
      const end = contractionEnd(text, from, to);
      if (end > 0) return end;
    }
    const kind = classOf(first);
    if (kind === LETTER) return runEnd(text, from, to, LETTER);
    if (kind === NUMBER) return digitsEnd(text, from, to, mostDigits);
    const second = from + (first > 0xffff ? 2 : 1);
    const next = second < to ? classOf(codePointAt(text, second, to)) : 0;
    // Any one sign or blank but a line end goes with the letters behind it.
    if (next === LETTER && !isLineEnd(first)) return runEnd(text, second, to, LETTER);
    if (kind === OTHER) return lineEndsEnd(text, runEnd(text, second, to, OTHER), to);
    if (first === 0x20 && next === OTHER) return lineEndsEnd(text, runEnd(text, second, to, OTHER), to);
    const end = runEnd(text, from, to, SPACE);
    for (let at = end; at > from; at--) if (isLineEnd(text.charCodeAt(at - 1))) return at;
    return end < to && end - from > 1 ? end - 1 : end;
  };

const isLineEnd = (unit: number): boolean => unit === 0x0a || unit === 0x0d;

function lineEndsEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

function digitsEnd(text: string, from: number, to: number, most: number): number {
  let at = from;
  for (let n = 0; n < most && at < to; n++) {
    const codePoint = codePointAt(text, at, to);
    if (classOf(codePoint) !== NUMBER) break;
    at += codePoint > 0xffff ? 2 : 1;
  }
  return at;
}

/** End of 's 't 'm 'd 're 've 'll in either case, or 0. */
function contractionEnd(text: string, from: number, to: number): number {
  const a = from + 1 < to ? lower(text.charCodeAt(from + 1)) : '';
  if (a === 's' || a === 't' || a === 'm' || a === 'd') return from + 2;
  const b = from + 2 < to ? lower(text.charCodeAt(from + 2)) : '';
  return (b === 'e' && (a === 'r' || a === 'v')) || (a === 'l' && b === 'l') ? from + 3 : 0;
}

const lower = (unit: number): string => String.fromCharCode(unit >= 0x41 && unit <= 0x5a ? unit + 32 : unit);
