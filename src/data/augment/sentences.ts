import { classOf, SPACE } from '../tokenizers/byte-bpe/pre-tokenize';
import type { Words } from './words';

const ENDS = '.!?…‽؟۔।॥';
/** They need no white space behind them. */
const WIDE_ENDS = '。！？｡';
const CLOSERS = '"\'’”»›)]}」』）】';

/**
 * Sentences with the white space behind each, in the form of `Words`. One ends at a line end, at a wide full stop, or at a full stop,
 * question or exclamation mark (and what closes quotes) before white space. An abbreviation ends one too: no harm where only order changes.
 */
export function splitSentences(text: string): Words {
  const words: string[] = [];
  const gaps: string[] = [];
  let at = spaceEnd(text, 0);
  const lead = text.slice(0, at);
  while (at < text.length) {
    const end = sentenceEnd(text, at);
    const next = spaceEnd(text, end);
    words.push(text.slice(at, end));
    gaps.push(text.slice(end, next));
    at = next;
  }
  return { lead, words, gaps };
}

function sentenceEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const unit = text.charAt(at);
    if (unit === '\n') return trimEnd(text, from, at);
    const wide = WIDE_ENDS.includes(unit);
    if (!wide && !ENDS.includes(unit)) continue;
    let end = at + 1;
    while (end < text.length && (CLOSERS + ENDS + WIDE_ENDS).includes(text.charAt(end))) end++;
    if (wide || end >= text.length || isSpace(text, end)) return end;
    at = end - 1;
  }
  return trimEnd(text, from, at);
}

function trimEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from + 1 && isSpace(text, end - 1)) end--;
  return end;
}

const isSpace = (text: string, at: number): boolean => classOf(text.charCodeAt(at)) === SPACE;

function spaceEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text, at)) at++;
  return at;
}
