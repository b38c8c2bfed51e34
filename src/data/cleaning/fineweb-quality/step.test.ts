import { describe, expect, it } from 'vitest';
import { cleanOne, type Options } from '../testing/clean-documents';
import { word, wordsFrom } from '../testing/plain-words';

/** 100 lines of 10 words. */
const lines = (line: (i: number, words: string) => string) =>
  Array.from({ length: 100 }, (_, i) => line(i, wordsFrom(10 * i, 10).join(' '))).join('\n');
/** Of 100 lines with 99 characters the last so many are the first again; 9,900 characters in lines. */
const repeated = (count: number) =>
  [...wordsFrom(0, 100 - count, 98), ...wordsFrom(0, count, 98)].map((line) => `${line}.`).join('\n');
const all: Options = { minTerminated: 0, maxShort: 1, maxDuplicate: 1, maxLineEnds: 10 };

// Penedo et al. 2024, 3.6; a document at the threshold stays.
describe('fineweb-quality', () => {
  it.each([
    ['12 of 100 lines end', { minTerminated: 0.12 }, lines((i, w) => (i < 12 ? `${w}."` : w)), undefined],
    ['11 of 100 lines end', { minTerminated: 0.12 }, lines((i, w) => (i < 11 ? `${w}?` : w)), 'lines without end'],
    ['full stops of other scripts', { minTerminated: 0.12 }, lines((i, w) => (i < 12 ? `${w}。` : w)), undefined],
    ['67 of 100 lines short', { maxShort: 0.67 }, lines((i) => word(i, i < 67 ? 30 : 31)), undefined],
    ['68 of 100 lines short', { maxShort: 0.67 }, lines((i) => word(i, i < 68 ? 30 : 31)), 'short lines'],
    ['1 of 100 lines twice', { maxDuplicate: 0.01 }, repeated(1), undefined],
    ['2 of 100 lines twice', { maxDuplicate: 0.01 }, repeated(2), 'repeated lines'],
    ['3 line ends to 10 words', { maxLineEnds: 0.3 }, `${wordsFrom(0, 10).join(' ')}\n\n\n`, undefined],
    ['31 line ends to 100 words', { maxLineEnds: 0.3 }, `${wordsFrom(0, 100).join(' ')}${'\n'.repeat(31)}`, 'list'],
  ])('%s', async (_, options, text, reason) => {
    expect((await cleanOne('fineweb-quality', text, { ...all, ...options })).reason).toBe(reason);
  });
});
