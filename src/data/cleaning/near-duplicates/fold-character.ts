import { classOf, LETTER, MARK, NUMBER, UNSPACED } from '../signals/character-class';

/** Ends a word. */
export const BREAK = 1;
/** Is as if it were not there: a diacritic. */
export const NOTHING = 2;
/** Added to a letter of a script without blanks, which is a word of its own. */
export const ALONE = 1 << 21;

/** What every code point becomes; 0 is "not looked up yet". */
const folded = new Uint32Array(0x110000);

/**
 * What a character is when documents are compared (Penedo et al. 2024): letters without case and diacritics, any digit 0, everything else
 * a break. Case and diacritics go character by character, so that it does not matter where a text is cut.
 */
export const foldCharacter = (codePoint: number): number => folded[codePoint] || lookUp(codePoint);

function lookUp(codePoint: number): number {
  const kind = classOf(codePoint);
  let found = BREAK;
  if (kind === NUMBER) found = 0x30;
  else if (kind === MARK) found = NOTHING;
  else if (kind === UNSPACED) found = codePoint + ALONE;
  else if (kind === LETTER) {
    const small = String.fromCodePoint(codePoint).toLowerCase();
    // Hangul falls apart into letters, of which the first alone would be another syllable.
    const base = codePoint < 0x590 || (codePoint >= 0x1e00 && codePoint < 0x2000) ? small.normalize('NFD') : small;
    found = base.codePointAt(0) ?? BREAK;
  }
  folded[codePoint] = found;
  return found;
}
