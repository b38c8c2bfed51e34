import { textUnits } from '../signals/text-units';

/** A run of digits as long as a telephone number's. */
export const LONG_NUMBER = 1;
/** A run of characters as long as a secret key, with a digit or a low line. */
export const LONG_RUN = 2;

/** Fewest digits of a telephone number. */
const LEAST_DIGITS = 7;
/** Fewest letters, digits, hyphens and low lines in a row of a secret key with its prefix. */
const LEAST_RUN = 15;

/**
 * What may be in a text, found in one pass, so that prose is spared the search for it: LONG_NUMBER if seven digits stand together with nothing
 * but signs of telephone and card numbers between, LONG_RUN for fifteen characters of keys.
 */
export function findClues(text: string): number {
  let digits = 0;
  let runStart = 0;
  let marked = false;
  let clues = 0;
  const units = textUnits(text);
  const end = text.length;
  for (let i = 0; i < end; i++) {
    const unit = units[i] as number;
    if (unit > 0x39) {
      // Letters and the low line; the few signs among them do no harm.
      digits = 0;
      if (unit === 0x5f) marked = true;
    } else if (unit >= 0x30) {
      marked = true;
      if (++digits === LEAST_DIGITS) clues |= LONG_NUMBER;
    } else {
      if (unit === 0x2d) continue;
      if (marked && i - runStart >= LEAST_RUN) clues |= LONG_RUN;
      runStart = i + 1;
      marked = false;
      if (unit !== 0x20 && (unit < 0x28 || unit === 0x2a || unit === 0x2c)) digits = 0;
    }
  }
  return marked && end - runStart >= LEAST_RUN ? clues | LONG_RUN : clues;
}
