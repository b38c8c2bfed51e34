import {
  CLOSER,
  classes,
  classify,
  classOf,
  LETTER,
  LINE_END,
  MARK,
  SPACE,
  SURROGATE,
  TERMINATOR,
  UNSPACED,
} from './character-class';
import { DuplicateCounter } from './duplicate-counter';
import { isBullet, isLowerCase, isPlainSign, isQuotation, mixLine } from './line-marks';
import { PRIME, SEED, stopBit } from './stop-word-bits';
import { textUnits } from './text-units';
import type { WordList } from './word-list';

/**
 * One pass over a document that comes in parts (never cut within a surrogate pair): counts everything that the rules of Gopher, C4 and
 * FineWeb ask for. Lengths are in UTF-16 units.
 *
 * A word is a run without white space, less the signs at its ends ("don't", "3.14", "well-known" are one); a run of nothing but signs is a
 * symbol. Each letter of a script written without blanks is a word. A line ends at U+000A and counts if it is not blank; two lines are
 * equal if their words and signs are. Paragraphs are set apart by blank lines. A sentence ends with a terminator, perhaps closing quotes or
 * brackets, and white space before anything but a lower-case letter; a line's end ends one too.
 */
export class TextScanner {
  characters = 0;
  lineEnds = 0;
  words = 0;
  symbols = 0;
  wordCharacters = 0;
  /** Words of scripts without blanks, and their characters: they have no length. */
  unspacedWords = 0;
  unspacedCharacters = 0;
  wordsWithLetter = 0;
  longestWord = 0;
  hashSigns = 0;
  ellipses = 0;
  curlyBrackets = 0;
  sentences = 0;
  lines = 0;
  bulletLines = 0;
  ellipsisLines = 0;
  terminatedLines = 0;
  shortLines = 0;
  readonly repeatedLines = new DuplicateCounter();
  readonly repeatedParagraphs = new DuplicateCounter();

  private stopWordBits = 0;
  // The run of characters without white space that is being read.
  private runLength = 0;
  private runFirst = 0;
  private hash = SEED;
  /** Of the signs before the first word character. */
  private leadHash = 0;
  private leadLength = 0;
  private inWord = false;
  private hasLetter = false;
  private wordHash = 0;
  private wordEnd = 0;
  // The end of what was read: a terminator and closers after it, dots in a row.
  private terminated = false;
  private lastUnit = 0;
  private dots = 0;
  private sentenceOpen = false;
  private sentenceMayEnd = false;
  // The line, from its first character that is not white space to its last.
  private lineHash = 0;
  private lineLength = 0;
  private blanks = 0;
  private lineBullet = false;
  private paragraphHash = 0;
  private paragraphLength = 0;

  constructor(
    /** Lines of at most so many characters are short. */
    private readonly shortLine: number,
    /** Whether equal lines and paragraphs are looked for. */
    private readonly compareLines: boolean,
    /** Takes every word. */
    private readonly list?: WordList,
  ) {}

  /** In characters, of scripts with blanks; undefined without such words. */
  get meanWordLength(): number | undefined {
    const words = this.words - this.unspacedWords;
    return words > 0 ? (this.wordCharacters - this.unspacedCharacters) / words : undefined;
  }

  /** How many of Gopher's eight stop words occur. */
  get stopWords(): number {
    let count = 0;
    for (let bits = this.stopWordBits; bits > 0; bits >>= 1) count += bits & 1;
    return count;
  }

  begin(): void {
    this.characters = this.lineEnds = this.words = this.symbols = this.wordCharacters = this.unspacedWords = 0;
    this.unspacedCharacters = this.wordsWithLetter = this.longestWord = this.hashSigns = this.ellipses = 0;
    this.curlyBrackets = this.sentences = this.lines = this.bulletLines = this.ellipsisLines = 0;
    this.terminatedLines = this.shortLines = this.stopWordBits = 0;
    this.paragraphHash = this.paragraphLength = 0;
    this.sentenceOpen = this.sentenceMayEnd = false;
    this.repeatedLines.begin();
    this.repeatedParagraphs.begin();
    this.list?.begin();
    this.beginRun();
    this.beginLine();
  }

  add(text: string): void {
    const table = classes;
    const units = textUnits(text);
    const end = text.length;
    this.characters += end;
    for (let i = 0; i < end; ) {
      const unit = units[i] as number;
      const kind = table[unit] || classify(unit);
      if (kind <= MARK)
        i = this.runLength === 0 ? this.plainWords(units, end, i, unit, kind) : this.wordRun(units, end, i, unit, kind);
      else if (kind === SPACE) {
        if (this.runLength > 0) this.endRun();
        this.blanks++;
        i++;
      } else if (kind === LINE_END) {
        this.endLine();
        this.lineEnds++;
        i++;
      } else if (kind === SURROGATE) {
        const codePoint = text.codePointAt(i) ?? 0;
        const width = codePoint > 0xffff ? 2 : 1;
        this.other(codePoint, width, width === 2 ? classOf(codePoint) : 0);
        i += width;
      } else {
        this.other(unit, 1, kind);
        i++;
      }
    }
  }

  /** After the last part. */
  end(): void {
    this.endLine();
    this.endParagraph();
  }

  /**
   * Most of prose: words of nothing but letters with a blank or a sign and a blank after each; does at once what `wordRun`, `other` and
   * `endRun` do one by one. The last word, if something else follows, is left to them as it stands. Returns the place after it all.
   */
  private plainWords(units: Uint16Array, end: number, from: number, firstUnit: number, firstKind: number): number {
    // Copies: an engine reads what comes from another module anew at every use.
    const [table, prime, seed, letter, mark, space, terminator] = [
      classes,
      PRIME,
      SEED,
      LETTER,
      MARK,
      SPACE,
      TERMINATOR,
    ];
    const { list } = this;
    let { words, wordCharacters, wordsWithLetter, longestWord, stopWordBits, lineHash, lineLength, blanks } = this;
    let i = from;
    let unit = firstUnit;
    let kind = firstKind;
    let hash = seed;
    let letters = 0;
    let start = from;
    /** The sign after the last word, 0 for none. */
    let sign = 0;
    while (i < end && kind <= mark) {
      if (this.sentenceMayEnd) this.endSentence(unit);
      this.sentenceOpen = true;
      start = i;
      hash = seed;
      letters = sign = 0;
      this.runFirst = unit;
      do {
        hash = Math.imul(hash ^ unit, prime);
        if (kind === letter) letters++;
        if (++i === end) break;
        unit = units[i] as number;
        kind = table[unit] || classify(unit);
      } while (kind <= mark);
      if (i === end) break;
      const length = i - start;
      let run = hash;
      if (kind !== space) {
        // A sign of the sentence, then a blank; anything else is looked at closely.
        if (!isPlainSign(unit) || i + 1 === end || units[i + 1] !== 0x20) break;
        sign = unit;
        run = Math.imul(hash ^ unit, prime);
        if (kind === terminator) this.sentenceMayEnd = true;
        i++;
      }
      words++;
      wordCharacters += length;
      if (length > longestWord) longestWord = length;
      if (letters > 0) wordsWithLetter++;
      if (length <= 4) stopWordBits |= stopBit(hash);
      if (list) list.add(hash, length);
      lineHash = mixLine(lineHash, 0, run);
      lineLength += (lineLength > 0 ? blanks : 0) + i - start;
      blanks = 1;
      start = ++i;
      if (i === end) break;
      unit = units[i] as number;
      kind = table[unit] || classify(unit);
    }
    this.words = words;
    this.wordCharacters = wordCharacters;
    this.wordsWithLetter = wordsWithLetter;
    this.longestWord = longestWord;
    this.stopWordBits = stopWordBits;
    this.lineHash = lineHash;
    this.lineLength = lineLength;
    this.blanks = blanks;
    this.terminated = sign === 0x2e || sign === 0x21 || sign === 0x3f;
    this.dots = sign === 0x2e ? 1 : 0;
    this.lastUnit = sign;
    if (i > start) {
      this.inWord = true;
      this.hasLetter = letters > 0;
      this.hash = this.wordHash = hash;
      this.runLength = this.wordEnd = i - start;
    }
    return i;
  }

  /** Letters, numbers and marks from `from` on; returns where they end. */
  private wordRun(units: Uint16Array, end: number, from: number, firstUnit: number, firstKind: number): number {
    if (!this.inWord) this.beginWord(firstUnit);
    const table = classes;
    let { hash } = this;
    let unit = firstUnit;
    let kind = firstKind;
    let letters = 0;
    let i = from;
    for (;;) {
      hash = Math.imul(hash ^ unit, PRIME);
      if (kind === LETTER) letters++;
      if (++i === end) break;
      unit = units[i] as number;
      kind = table[unit] || classify(unit);
      if (kind > MARK) break;
    }
    this.hash = this.wordHash = hash;
    if (letters > 0) this.hasLetter = true;
    this.runLength += i - from;
    this.wordEnd = this.runLength;
    this.terminated = false;
    this.dots = 0;
    this.lastUnit = 0;
    return i;
  }

  private beginWord(codePoint: number): void {
    this.inWord = true;
    if (this.runLength === 0) this.runFirst = codePoint;
    else {
      this.leadHash = this.hash;
      this.leadLength = this.runLength;
      this.hash = SEED;
    }
    if (this.sentenceMayEnd) this.endSentence(codePoint);
    this.sentenceOpen = true;
  }

  /** Signs, letters of unspaced scripts, and everything beyond the basic plane. */
  private other(codePoint: number, units: number, kind: number): void {
    if (kind === UNSPACED) {
      if (this.runLength > 0) this.endRun();
      this.beginWord(codePoint);
    } else if (kind !== 0 && kind <= MARK && !this.inWord) this.beginWord(codePoint);
    else if (this.runLength === 0) this.runFirst = codePoint;
    this.hash = Math.imul(this.hash ^ codePoint, PRIME);
    this.runLength += units;
    this.lastUnit = codePoint;
    if (kind !== 0 && kind <= UNSPACED) {
      this.wordHash = this.hash;
      this.wordEnd = this.runLength;
      this.terminated = false;
      this.dots = 0;
      if (kind <= LETTER) this.hasLetter = true;
      if (kind === UNSPACED) {
        this.hasLetter = true;
        this.endRun();
        this.unspacedWords++;
        this.unspacedCharacters += units;
      }
      return;
    }
    if (codePoint === 0x2e) {
      if (this.runLength === units) this.dots = 0;
      if (++this.dots % 3 === 0) this.ellipses++;
    } else {
      this.dots = 0;
      if (codePoint === 0x2026) this.ellipses++;
      else if (codePoint === 0x23) this.hashSigns++;
      else if (codePoint === 0x7b) this.curlyBrackets++;
    }
    if (kind === TERMINATOR) this.terminated = true;
    else if (kind !== CLOSER) this.terminated = false;
  }

  private endRun(): void {
    const length = this.wordEnd - this.leadLength;
    if (this.inWord) {
      this.words++;
      this.wordCharacters += length;
      if (length > this.longestWord) this.longestWord = length;
      if (this.hasLetter) this.wordsWithLetter++;
      if (length <= 4) this.stopWordBits |= stopBit(this.wordHash);
      this.list?.add(this.wordHash, length);
    } else this.symbols++;
    if (this.lineLength === 0) this.lineBullet = isBullet(this.runFirst, this.runLength);
    this.lineHash = mixLine(this.lineHash, this.leadHash, this.hash);
    this.lineLength += (this.lineLength > 0 ? this.blanks : 0) + this.runLength;
    this.blanks = 0;
    if (this.terminated) this.sentenceMayEnd = true;
    this.beginRun();
  }

  private beginRun(): void {
    this.runLength = this.leadLength = this.leadHash = this.wordEnd = 0;
    this.hash = SEED;
    this.inWord = this.hasLetter = false;
  }

  /** The next word begins so: a lower-case letter goes on with the sentence ("e.g. this"). */
  private endSentence(codePoint: number): void {
    this.sentenceMayEnd = false;
    if (this.sentenceOpen && !isLowerCase(codePoint)) {
      this.sentences++;
      this.sentenceOpen = false;
    }
  }

  private endLine(): void {
    if (this.runLength > 0) this.endRun();
    if (this.lineLength === 0) {
      this.endParagraph();
      this.blanks = 0;
      return;
    }
    this.lines++;
    if (this.sentenceOpen) this.sentences++;
    this.sentenceOpen = this.sentenceMayEnd = false;
    if (this.lineBullet) this.bulletLines++;
    if (this.dots >= 3 || this.lastUnit === 0x2026) this.ellipsisLines++;
    if (this.terminated || (this.lastUnit > 0 && isQuotation(this.lastUnit))) this.terminatedLines++;
    if (this.lineLength <= this.shortLine) this.shortLines++;
    if (this.compareLines) this.repeatedLines.add(this.lineHash, this.lineLength);
    this.paragraphHash = Math.imul(this.paragraphHash ^ this.lineHash, 0xc2b2ae35) + 1;
    this.paragraphLength += this.lineLength;
    this.beginLine();
  }

  private beginLine(): void {
    this.lineHash = this.lineLength = this.blanks = this.dots = this.lastUnit = 0;
    this.lineBullet = this.terminated = false;
  }

  private endParagraph(): void {
    if (this.paragraphLength > 0 && this.compareLines)
      this.repeatedParagraphs.add(this.paragraphHash, this.paragraphLength);
    this.paragraphHash = this.paragraphLength = 0;
  }
}
