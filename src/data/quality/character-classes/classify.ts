/** Classes in the order in which they are asked for; the first that fits is it. Scripts that most text on earth is written in have one each. */
const CLASSES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['letters, Latin', /^\p{Script=Latin}$/u],
  ['letters, Cyrillic', /^\p{Script=Cyrillic}$/u],
  ['letters, Arabic', /^\p{Script=Arabic}$/u],
  ['letters, Greek', /^\p{Script=Greek}$/u],
  ['letters, Hebrew', /^\p{Script=Hebrew}$/u],
  ['letters, Devanagari', /^\p{Script=Devanagari}$/u],
  ['letters, Han', /^\p{Script=Han}$/u],
  ['letters, Kana', /^[\p{Script=Hiragana}\p{Script=Katakana}]$/u],
  ['letters, Hangul', /^\p{Script=Hangul}$/u],
  ['letters, Thai', /^\p{Script=Thai}$/u],
  ['letters, other scripts', /^[\p{L}\p{M}]$/u],
  ['digits', /^\p{N}$/u],
  ['line ends', /^[\n\r\u2028\u2029]$/],
  ['blanks', /^\p{White_Space}$/u],
  ['punctuation', /^\p{P}$/u],
  ['emoji and pictographs', /^\p{Extended_Pictographic}$/u],
  ['symbols', /^\p{S}$/u],
  ['U+FFFD, what could not be read', /^\ufffd$/],
  ['control and format characters', /^[\p{Cc}\p{Cf}]$/u],
];
const OTHER = 'unassigned and private';

export const CLASS_NAMES: readonly string[] = [...CLASSES.map(([name]) => name), OTHER];

const REPLACEMENT = CLASSES.findIndex(([, pattern]) => pattern.test('\ufffd') && pattern.source.includes('ufffd'));

/** Index in CLASS_NAMES. Asked once for each different code point: keep what it says. */
export function classOf(codePoint: number): number {
  if (codePoint === 0xfffd) return REPLACEMENT;
  const character = String.fromCodePoint(codePoint);
  const found = CLASSES.findIndex(([, pattern]) => pattern.test(character));
  return found < 0 ? CLASS_NAMES.length - 1 : found;
}
