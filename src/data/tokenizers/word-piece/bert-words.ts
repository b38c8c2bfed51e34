import type { WordEnd } from '../byte-bpe/pre-tokenize';

/** BERT's normalizer as a `tokenizer.json` sets it. */
export interface BertNormalization {
  readonly cleanText: boolean;
  readonly chineseCharacters: boolean;
  readonly lowercase: boolean;
  /** Undefined: as `lowercase` says. */
  readonly stripAccents: boolean | undefined;
}

const SPACE = 1;
const PUNCTUATION = 2;
const CONTROL = 3;
const HAN = 4;
const OTHER = 5;
const classes = new Uint8Array(0x110000);

/**
 * A chunk: a run of blanks, or of anything else. Words are within chunks, since nothing that the normalizer does reaches over a blank; chunks
 * are what the cache knows.
 */
export const chunkEnd: WordEnd = (text, from, to) => {
  const blank = isBlank(text.charCodeAt(from));
  let at = from + 1;
  while (at < to && isBlank(text.charCodeAt(at)) === blank) at++;
  return at;
};

/** Blanks that stay blanks even where control characters are taken out. */
const isBlank = (unit: number): boolean =>
  unit === 0x20 ||
  unit === 0x0a ||
  unit === 0x09 ||
  unit === 0x0d ||
  (unit > 0x9f && unit !== 0xfeff && classOf(unit) === SPACE);

/**
 * The words of a chunk as BERT's normalizer and pre-tokenizer leave them (Devlin et al. 2019, `BasicTokenizer`), in the reading of
 * @huggingface/tokenizers: Chinese characters beyond U+FFFF are no words of their own there.
 */
export function bertWords(chunk: string, normalization: BertNormalization): string[] {
  const words: string[] = [];
  const text = normalized(chunk, normalization);
  let start = -1;
  const close = (at: number) => {
    if (start >= 0) words.push(text.slice(start, at));
    start = -1;
  };
  for (let at = 0; at < text.length; ) {
    const codePoint = text.codePointAt(at) ?? 0;
    const end = at + (codePoint > 0xffff ? 2 : 1);
    const kind = classOf(codePoint);
    const alone = kind === PUNCTUATION;
    if (kind === SPACE || alone) close(at);
    else if (start < 0) start = at;
    if (alone) words.push(text.slice(at, end));
    at = end;
  }
  close(text.length);
  return words;
}

function normalized(
  chunk: string,
  { cleanText, chineseCharacters, lowercase, stripAccents }: BertNormalization,
): string {
  let text = chunk;
  if (cleanText || chineseCharacters) {
    let clean = '';
    for (const character of text) {
      const codePoint = character.codePointAt(0) ?? 0;
      const kind = classOf(codePoint);
      if (cleanText && (kind === CONTROL || codePoint === 0 || codePoint === 0xfffd)) continue;
      // U+FEFF counts as white space and as a format character; taken out it is when anything is.
      if (cleanText && codePoint === 0xfeff) continue;
      if (cleanText && isLineControl(codePoint)) continue;
      clean += chineseCharacters && kind === HAN ? ` ${character} ` : cleanText && kind === SPACE ? ' ' : character;
    }
    text = clean;
  }
  if (lowercase) text = text.toLowerCase();
  return (stripAccents ?? lowercase) ? text.normalize('NFD').replace(/\p{Mn}/gu, '') : text;
}

/** White space for JavaScript, but a control character first: vertical tab and form feed. */
const isLineControl = (codePoint: number): boolean => codePoint === 0x0b || codePoint === 0x0c;

function classOf(codePoint: number): number {
  return classes[codePoint] || classify(codePoint);
}

const space = /^\s$/u;
const punctuation = /^[\p{P}\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e]$/u;
const control = /^[\p{Cc}\p{Cf}\p{Co}\p{Cs}]$/u;

function classify(codePoint: number): number {
  const text = String.fromCodePoint(codePoint);
  const found = space.test(text)
    ? SPACE
    : punctuation.test(text)
      ? PUNCTUATION
      : control.test(text)
        ? CONTROL
        : isHan(codePoint)
          ? HAN
          : OTHER;
  classes[codePoint] = found;
  return found;
}

/** Of the basic plane: BERT's list of CJK ideographs. */
const isHan = (codePoint: number): boolean =>
  (codePoint >= 0x4e00 && codePoint <= 0x9fff) ||
  (codePoint >= 0x3400 && codePoint <= 0x4dbf) ||
  (codePoint >= 0xf900 && codePoint <= 0xfaff);
