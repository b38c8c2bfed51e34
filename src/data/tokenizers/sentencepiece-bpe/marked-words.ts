import type { WordEnd } from '../byte-bpe/pre-tokenize';
import type { MayCut } from '../entry';
import { isSafeBlank } from '../safe-cut';
import type { ParsedFile } from '../tokenizer-file';
import { BLANK, isMark, MARK_UNIT } from './marks';

/** Where text falls into words that merge the same by themselves as in the whole. */
export interface MarkedWords {
  readonly wordEnd: WordEnd;
  readonly mayCut: MayCut;
}

/** Stands beside another character in some token. */
const JOINS = 1;
/** Stands before a mark in some token. */
const JOINS_MARK = 2;

/**
 * A merge makes a token of the vocabulary, so none reaches over a place where two characters meet that follow one another in no token. Before a
 * mark that is so for nearly all characters (SentencePiece keeps words apart, but not blanks), and a character that is in no longer token (line
 * ends of Llama 2, most of its Chinese) is a word by itself. `unknownsFuse`: such characters may become one unknown token with the next.
 */
export function readMarkedWords(
  { ids, added }: ParsedFile,
  everyMarkCuts: boolean,
  unknownsFuse: boolean,
): MarkedWords {
  const joins = new Uint8Array(1 << 16);
  // No cut within a character.
  joins.fill(JOINS, 0xd800, 0xe000);
  if (unknownsFuse) joins.fill(JOINS);
  for (const token of ids.keys()) if (token.length > 1) markJoins(token, joins, everyMarkCuts);
  joins[BLANK] = joins[MARK_UNIT] as number;
  const lastOfAdded = new Set([...added.keys()].map((token) => token.charCodeAt(token.length - 1)));
  return {
    wordEnd: (text, from, to) => wordEnd(text, from, to, joins),
    // What follows an added token is a section of its own, not what goes on from one.
    mayCut: (before, after) =>
      isSafeBlank(before, after) && ((joins[before] as number) & JOINS_MARK) === 0 && !lastOfAdded.has(before),
  };
}

function markJoins(token: string, joins: Uint8Array, everyMarkCuts: boolean): void {
  for (let at = 0; at < token.length; at++) {
    const joinsMark = !everyMarkCuts && token.charCodeAt(at + 1) === MARK_UNIT;
    (joins[token.charCodeAt(at)] as number) |= joinsMark ? JOINS | JOINS_MARK : JOINS;
  }
}

/** The first place behind `from` that no token reaches over. */
function wordEnd(text: string, from: number, to: number, joins: Uint8Array): number {
  let before = joins[text.charCodeAt(from)] as number;
  for (let at = from + 1; at < to; at++) {
    const unit = text.charCodeAt(at);
    const here = joins[unit] as number;
    if ((before & here & JOINS) === 0 || (isMark(unit) && (before & JOINS_MARK) === 0)) return at;
    before = here;
  }
  return to;
}
