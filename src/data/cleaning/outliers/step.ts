import { parseOptions } from '@/base/options';
import { type CleaningCode, drop, KEEP } from '../entry';
import { TextScanner } from '../signals/text-scanner';
import { outliers } from './index';
import { medianRange, quartileRange, type UsualRange } from './usual-range';

/** Memory: 16 bytes a document, 24 while deciding. */
export const outliersCode: CleaningCode = {
  create(options) {
    const o = parseOptions(outliers.options, options).values;
    const scanner = new TextScanner(0, false);
    const values = new NumberList();
    let range: UsualRange = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    let next = 0;

    function measure(): number {
      scanner.end();
      const { characters, words, symbols } = scanner;
      if (o.measure === 'words') return Math.log1p(words);
      if (o.measure === 'wordLength') return scanner.meanWordLength ?? 0;
      if (o.measure === 'letterWords') return words + symbols > 0 ? scanner.wordsWithLetter / (words + symbols) : 0;
      return Math.log1p(characters);
    }

    return {
      survey: {
        part(text, { first, last }) {
          if (first) scanner.begin();
          scanner.add(text);
          if (last) values.add(measure());
        },
        *decide() {
          const copy = values.toArray();
          range = yield* o.method === 'mad' ? medianRange(copy, o.score) : quartileRange(copy, o.ranges);
        },
      },
      part(_, { first }) {
        if (!first) return KEEP;
        const value = values.at(next++);
        if (value < range.low && o.side !== 'large') return drop('unusually small');
        return value > range.high && o.side !== 'small' ? drop('unusually large') : KEEP;
      },
    };
  },
};

class NumberList {
  private count = 0;
  private values = new Float64Array(1024);

  add(value: number): void {
    if (this.count === this.values.length) {
      const old = this.values;
      this.values = new Float64Array(old.length * 2);
      this.values.set(old);
    }
    this.values[this.count++] = value;
  }

  at(index: number): number {
    return this.values[index] ?? 0;
  }

  toArray(): Float64Array {
    return this.values.slice(0, this.count);
  }
}
