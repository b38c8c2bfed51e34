import { NgramRepetition } from './ngram-repetition';
import { TextScanner } from './text-scanner';
import { WordList } from './word-list';

const GOPHER = 'Rae et al. 2021, arXiv:2112.11446, A.1.1';
const FINEWEB = 'Penedo et al. 2024, arXiv:2406.17557, 3.6';
/** FineWeb's: lines of at most so many characters are short. */
const SHORT_LINE = 30;
const C4 = 'Raffel et al. 2020, arXiv:1910.10683, 2.2';

export interface TextSignal {
  readonly id: string;
  readonly label: string;
  /** `share` is between 0 and 1 or a little above: a ratio. */
  readonly unit: 'count' | 'characters' | 'share';
  /** Good documents are not below it. */
  readonly min?: number;
  /** Good documents are not above it. */
  readonly max?: number;
  readonly citation: string;
}

const share = (citation: string) => ({ unit: 'share', citation }) as const;

/** What is measured of a document, with the thresholds of those who proposed it. */
export const textSignals = [
  { id: 'words', label: 'Words', unit: 'count', min: 50, max: 100_000, citation: GOPHER },
  { id: 'wordLength', label: 'Mean length of words', unit: 'characters', min: 3, max: 10, citation: GOPHER },
  { id: 'hashSigns', label: 'Hash signs to words', max: 0.1, ...share(GOPHER) },
  { id: 'ellipses', label: 'Ellipses to words', max: 0.1, ...share(GOPHER) },
  { id: 'bulletLines', label: 'Lines that begin with a bullet', max: 0.9, ...share(GOPHER) },
  { id: 'ellipsisLines', label: 'Lines that end with an ellipsis', max: 0.3, ...share(GOPHER) },
  { id: 'letterWords', label: 'Words with a letter', min: 0.8, ...share(GOPHER) },
  { id: 'stopWords', label: 'English stop words, of eight', unit: 'count', min: 2, citation: GOPHER },
  { id: 'repeatedLines', label: 'Repeated lines', max: 0.3, ...share(GOPHER) },
  { id: 'repeatedParagraphs', label: 'Repeated paragraphs', max: 0.3, ...share(GOPHER) },
  { id: 'repeatedLineCharacters', label: 'Characters in repeated lines', max: 0.2, ...share(GOPHER) },
  { id: 'repeatedParagraphCharacters', label: 'Characters in repeated paragraphs', max: 0.2, ...share(GOPHER) },
  { id: 'top2', label: 'Characters of the most frequent 2 words', max: 0.2, ...share(GOPHER) },
  { id: 'top3', label: 'Characters of the most frequent 3 words', max: 0.18, ...share(GOPHER) },
  { id: 'top4', label: 'Characters of the most frequent 4 words', max: 0.16, ...share(GOPHER) },
  { id: 'repeated5', label: 'Characters in repeated runs of 5 words', max: 0.15, ...share(GOPHER) },
  { id: 'repeated6', label: 'Characters in repeated runs of 6 words', max: 0.14, ...share(GOPHER) },
  { id: 'repeated7', label: 'Characters in repeated runs of 7 words', max: 0.13, ...share(GOPHER) },
  { id: 'repeated8', label: 'Characters in repeated runs of 8 words', max: 0.12, ...share(GOPHER) },
  { id: 'repeated9', label: 'Characters in repeated runs of 9 words', max: 0.11, ...share(GOPHER) },
  { id: 'repeated10', label: 'Characters in repeated runs of 10 words', max: 0.1, ...share(GOPHER) },
  { id: 'sentences', label: 'Sentences', unit: 'count', min: 5, citation: C4 },
  { id: 'curlyBrackets', label: 'Curly brackets', unit: 'count', max: 0, citation: C4 },
  { id: 'terminatedLines', label: 'Lines that end like a sentence', min: 0.12, ...share(FINEWEB) },
  { id: 'shortLines', label: 'Short lines', max: 0.67, ...share(FINEWEB) },
  { id: 'duplicateCharacters', label: 'Characters in repeated lines, of all in lines', max: 0.01, ...share(FINEWEB) },
  { id: 'lineEnds', label: 'Line ends to words', max: 0.3, ...share(FINEWEB) },
] as const satisfies readonly TextSignal[];

export type SignalId = (typeof textSignals)[number]['id'];

/** Undefined where a document has nothing to measure: lines without lines, word lengths in scripts without blanks. */
export type SignalValues = Readonly<Record<SignalId, number | undefined>>;

export interface SignalOptions {
  /** Lines of at most so many characters are short. FineWeb's 30 if nobody asks for another. */
  readonly shortLine?: number;
  /** Whether repetition is measured; without it those signals are undefined and the rest is twice as fast. */
  readonly lines?: boolean;
  readonly ngrams?: boolean;
}

/** Measures one document after the other, part by part, in bounded memory. How words, lines and so on are told apart: `TextScanner`. */
export class TextSignals {
  private list: WordList | undefined;
  private ngrams: NgramRepetition | undefined;
  private scanner: TextScanner;
  private lines: boolean;
  private shortLine: number | undefined;

  constructor({ shortLine, lines = true, ngrams = true }: SignalOptions = {}) {
    this.lines = lines;
    this.shortLine = shortLine;
    if (ngrams) this.addNgrams();
    this.scanner = this.newScanner();
  }

  /** Before the first document: measures for others too what they ask for; false if that cannot be. */
  share({ shortLine, lines = true, ngrams = true }: SignalOptions): boolean {
    if (shortLine !== undefined && this.shortLine !== undefined && shortLine !== this.shortLine) return false;
    this.shortLine ??= shortLine;
    this.lines ||= lines;
    if (ngrams && !this.ngrams) this.addNgrams();
    this.scanner = this.newScanner();
    return true;
  }

  private addNgrams(): void {
    this.list = new WordList();
    this.ngrams = new NgramRepetition();
  }

  private newScanner(): TextScanner {
    return new TextScanner(this.shortLine ?? SHORT_LINE, this.lines, this.list);
  }

  begin(): void {
    this.scanner.begin();
  }

  add(text: string): void {
    this.scanner.add(text);
  }

  /** After the last part. */
  end(): SignalValues {
    const { scanner: s, list, ngrams } = this;
    s.end();
    if (list) ngrams?.measure(list);
    const all = s.words + s.symbols;
    // Longer documents are judged by their first words; as much of their characters is what these are compared with.
    const judged = list && list.count < s.words ? (s.characters * list.count) / s.words : s.characters;
    const run = (n: number) => (ngrams ? ratio(ngrams.characters[n] ?? 0, judged) : undefined);
    const repeated = (part: number, whole: number) => (this.lines ? ratio(part, whole) : undefined);
    return {
      words: s.words,
      wordLength: s.meanWordLength,
      hashSigns: ratio(s.hashSigns, all),
      ellipses: ratio(s.ellipses, all),
      bulletLines: ratio(s.bulletLines, s.lines),
      ellipsisLines: ratio(s.ellipsisLines, s.lines),
      letterWords: ratio(s.wordsWithLetter, all),
      stopWords: s.stopWords,
      repeatedLines: repeated(s.repeatedLines.duplicates, s.repeatedLines.total),
      repeatedParagraphs: repeated(s.repeatedParagraphs.duplicates, s.repeatedParagraphs.total),
      repeatedLineCharacters: repeated(s.repeatedLines.duplicateCharacters, s.characters),
      repeatedParagraphCharacters: repeated(s.repeatedParagraphs.duplicateCharacters, s.characters),
      top2: run(2),
      top3: run(3),
      top4: run(4),
      repeated5: run(5),
      repeated6: run(6),
      repeated7: run(7),
      repeated8: run(8),
      repeated9: run(9),
      repeated10: run(10),
      sentences: s.sentences,
      curlyBrackets: s.curlyBrackets,
      terminatedLines: ratio(s.terminatedLines, s.lines),
      shortLines: ratio(s.shortLines, s.lines),
      duplicateCharacters: repeated(s.repeatedLines.duplicateCharacters, s.characters - s.lineEnds),
      lineEnds: ratio(s.lineEnds, s.words),
    };
  }
}

const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : undefined);
