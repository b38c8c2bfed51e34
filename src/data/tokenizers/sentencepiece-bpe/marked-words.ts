import type { WordEnd } from '../byte-bpe/pre-tokenize';
import type { MayCut } from '../entry';
import { MARK, markedWordEnd } from '../metaspace';
import { isSafeBlank } from '../safe-cut';
import type { ParsedFile } from '../tokenizer-file';

const MARK_UNIT = MARK.charCodeAt(0);

/** Where text falls into words that merge the same by themselves as in the whole. */
export interface MarkedWords {
  /** In text with marks. */
  readonly wordEnd: WordEnd;
  /** In text as it is, with blanks. */
  readonly mayCut: MayCut;
}

/**
 * A merge makes a token of the vocabulary, so none reaches over a place where two characters meet that follow one another in no token. Before a
 * mark that is so for nearly all characters (SentencePiece keeps words apart, but not blanks): the others are looked up here.
 */
export function readMarkedWords({ ids, added }: ParsedFile, everyMarkCuts: boolean): MarkedWords {
  const joined = everyMarkCuts ? new Set<number>() : unitsBeforeMarks(ids.keys());
  // What follows an added token is a section of its own, not what goes on from one.
  const notCut = new Set(joined);
  for (const token of added.keys()) notCut.add(token.charCodeAt(token.length - 1));
  return {
    wordEnd: everyMarkCuts ? markedWordEnd : (text, from, to) => wordEnd(text, from, to, joined),
    mayCut: (before, after) => isSafeBlank(before, after) && !notCut.has(before),
  };
}

/** Last UTF-16 units of the characters that some token has before a mark; a mark itself always. */
function unitsBeforeMarks(tokens: Iterable<string>): Set<number> {
  const units = new Set([MARK_UNIT]);
  for (const token of tokens)
    for (let at = token.indexOf(MARK, 1); at > 0; at = token.indexOf(MARK, at + 1)) units.add(token.charCodeAt(at - 1));
  return units;
}

/** The first mark behind a character that no token has before one. */
function wordEnd(text: string, from: number, to: number, joined: ReadonlySet<number>): number {
  let at = text.indexOf(MARK, from + 1);
  while (at >= 0 && at < to && joined.has(text.charCodeAt(at - 1))) at = text.indexOf(MARK, at + 1);
  return at < 0 || at > to ? to : at;
}
