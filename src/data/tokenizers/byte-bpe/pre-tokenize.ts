/**
 * GPT-2's pre-tokenization (Radford et al. 2019) as a hand-written scanner. A regular expression with `\p{L}+` and the `u` flag pushes a
 * backtrack for every character and overflows on a word of some megabytes; this needs no memory and is faster.
 *
 * White space is Unicode's `White_Space`, as in Rust and llama.cpp. JavaScript's `\s` differs (it has U+FEFF and lacks U+0085), which is
 * why our files spell the pattern as a `Split`: JavaScript's reader rewrites `\s` there, and all readers then agree.
 */
export const GPT2_PATTERN = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

export const LETTER = 1;
export const NUMBER = 2;
export const SPACE = 3;
export const OTHER = 4;

/** Class of every code point, found on first use; 0 is "not looked up yet". */
const classes = new Uint8Array(0x110000);
const letter = /\p{L}/u;
const number = /\p{N}/u;
const space = /\p{White_Space}/u;

function classify(codePoint: number): number {
  const text = String.fromCodePoint(codePoint);
  const found = letter.test(text) ? LETTER : number.test(text) ? NUMBER : space.test(text) ? SPACE : OTHER;
  classes[codePoint] = found;
  return found;
}

/** LETTER, NUMBER, SPACE or OTHER; a lone surrogate is OTHER. */
export function classOf(codePoint: number): number {
  return classes[codePoint] || classify(codePoint);
}

const APOSTROPHE = 0x27;
const BLANK = 0x20;

/** Where the word that starts at `from` ends, within [from, to) of `text`; `to` must not cut a surrogate pair. */
export type WordEnd = (text: string, from: number, to: number) => number;

/** End of the word that starts at `from`, within [from, to) of `text`; `to` must not cut a surrogate pair. */
export function wordEnd(text: string, from: number, to: number): number {
  const first = text.charCodeAt(from);
  if (first === APOSTROPHE) {
    const end = contractionEnd(text, from, to);
    if (end > 0) return end;
  }
  const at = first === BLANK && from + 1 < to ? from + 1 : from;
  const wanted = classOf(codePointAt(text, at, to));
  if (wanted !== SPACE) return runEnd(text, at, to, wanted);
  const end = runEnd(text, from, to, SPACE);
  // The last white space before a word belongs to the word if it is a blank, and is a word of its own otherwise.
  return end < to && end - from > 1 ? end - 1 : end;
}

export function codePointAt(text: string, at: number, to: number): number {
  const unit = text.charCodeAt(at);
  if ((unit & 0xfc00) !== 0xd800 || at + 1 >= to) return unit;
  const low = text.charCodeAt(at + 1);
  return (low & 0xfc00) === 0xdc00 ? ((unit - 0xd800) << 10) + (low - 0xdc00) + 0x10000 : unit;
}

/** End of the run of this class that starts at `from`. */
export function runEnd(text: string, from: number, to: number, wanted: number): number {
  let at = from;
  while (at < to) {
    const unit = text.charCodeAt(at);
    if ((unit & 0xfc00) === 0xd800) {
      const codePoint = codePointAt(text, at, to);
      if (classOf(codePoint) !== wanted) break;
      at += codePoint > 0xffff ? 2 : 1;
    } else {
      if ((classes[unit] || classify(unit)) !== wanted) break;
      at++;
    }
  }
  return at;
}

/** End of 's 't 'm 'd 're 've 'll at `from` (lower case only, as GPT-2 has it), or 0. */
function contractionEnd(text: string, from: number, to: number): number {
  if (from + 1 >= to) return 0;
  const a = text[from + 1];
  if (a === 's' || a === 't' || a === 'm' || a === 'd') return from + 2;
  if (from + 2 >= to) return 0;
  const b = text[from + 2];
  return (b === 'e' && (a === 'r' || a === 'v')) || (a === 'l' && b === 'l') ? from + 3 : 0;
}
