import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChosenStep, cleanDocuments, parts } from '../testing/clean-documents';
import { cuts, rich } from '../testing/messy-text';
import { TextSignals, textSignals } from './text-signals';

function measure(...pieces: string[]) {
  const signals = new TextSignals();
  signals.begin();
  for (const piece of pieces) signals.add(piece);
  return signals.end();
}

describe('signals', () => {
  it('are what is declared, each with thresholds', () => {
    expect(Object.keys(measure('a')).sort()).toEqual(textSignals.map(({ id }) => id).sort());
    for (const signal of textSignals) expect('min' in signal || 'max' in signal).toBe(true);
  });

  it('tell words, symbols and lines apart as said', () => {
    const values = measure(
      '"Don\'t" -- it\'s 3.14 well-known…\n\n• one\n  • one \nMr. Fox ran. Then he slept\n今日は。',
    );
    // Don't it's 3.14 well-known one one Mr Fox ran Then he slept, and three letters; --, two bullets and a full stop are symbols.
    expect(values.words).toBe(15);
    expect(values.letterWords).toBe(14 / 19);
    expect(values.bulletLines).toBe(2 / 5);
    expect(values.ellipsisLines).toBe(1 / 5);
    expect(values.terminatedLines).toBe(2 / 5);
    expect(values.repeatedLines).toBe(1 / 5);
    expect(values.repeatedParagraphs).toBe(0);
    // Known-; one; one; "Mr." is taken for one; ran; slept; and the last.
    expect(values.sentences).toBe(7);
    expect(values.wordLength).toBe((5 + 4 + 4 + 10 + 3 + 3 + 2 + 3 + 3 + 4 + 2 + 5) / 12);
  });

  it('have nothing to say of an empty document', () => {
    const { words, wordLength, bulletLines, top2 } = measure('');
    expect([words, wordLength, bulletLines, top2]).toEqual([0, undefined, undefined, undefined]);
  });

  it('judge a long document by its first 200,000 words', () => {
    const { top2, words } = measure('one two three. '.repeat(100_000));
    expect(words).toBe(300_000);
    // 66,667 times "one two" of 7 characters in two thirds of the text.
    expect(Math.abs((top2 ?? 0) - (66_667 * 7) / 1_000_000)).toBeLessThan(1e-3);
  });
});

it('steps that measure together come to what they come to alone', async () => {
  const steps: ChosenStep[] = [
    [
      'gopher-repetition',
      { lines: 0.4, lineCharacters: 0.5, paragraphs: 0.5, paragraphCharacters: 0.5, top2: 0.9, top3: 0.9, top4: 0.9 },
    ],
    ['gopher-quality', { minWords: 5, minStopWords: 1, stopWordsFor: 'all' }],
    ['fineweb-quality', { shortLine: 20, maxLineEnds: 1, maxDuplicate: 0.5 }],
    ['fineweb-quality', { shortLine: 60, maxShort: 0.5, maxLineEnds: 1, maxDuplicate: 0.5 }],
  ];
  let dropped = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(rich, cuts), { maxLength: 6 }), async (corpus) => {
      const documents = corpus.map(([text, where], i) => parts(i, text, where));
      const together = await cleanDocuments(documents, steps);
      const alone: typeof together.drops = [];
      let left = documents;
      for (const step of steps) {
        const { drops } = await cleanDocuments(left, [step]);
        alone.push(...drops);
        left = left.filter(([part]) => !drops.some(({ document }) => document === part?.document));
      }
      const order = (all: typeof alone) => [...all].sort((a, b) => a.document - b.document);
      expect(order(together.drops)).toEqual(order(alone));
      dropped += alone.filter(({ step }) => step !== 'gopher-quality').length;
    }),
    { numRuns: 100, seed: 3 },
  );
  expect(dropped).toBeGreaterThan(50);
});
