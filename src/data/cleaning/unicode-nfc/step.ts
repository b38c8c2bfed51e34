import type { CleaningCode } from '../entry';
import { passOn } from '../entry';

export const unicodeNfcCode: CleaningCode = {
  create() {
    /** From the last place that nothing later can change; composition may reach across the border of parts. */
    let held = '';
    return {
      part(text, { first, last }) {
        const all = first ? text : held + text;
        const cut = last ? all.length : lastBoundary(all);
        held = all.slice(cut);
        return passOn(text, all.slice(0, cut).normalize('NFC'));
      },
    };
  },
};

/** Last index before which normalization may be cut, 0 if there is none. */
function lastBoundary(text: string): number {
  for (let i = text.length - 1; i > 0; i--) if (startsAfresh(text, i)) return i;
  return 0;
}

/**
 * Characters that never compose with what stands before them and are never reordered: everything but marks, the vowels and finals of
 * Hangul's and Kirat Rai's, and halves of surrogate pairs (Unicode Standard Annex 15, section 9.1: quick check "maybe" is a subset).
 */
function startsAfresh(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0x300) return true;
  if ((unit & 0xfc00) === 0xdc00 || (unit >= 0x1160 && unit <= 0x11ff)) return false;
  const codePoint = text.codePointAt(at) ?? 0;
  if (codePoint >= 0x16d63 && codePoint <= 0x16d6a) return false;
  return !/^\p{M}/u.test(String.fromCodePoint(codePoint));
}
