import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanDocuments, parts } from '../testing/clean-documents';
import { prose } from '../testing/plain-words';
import { kthSmallest } from './kth-smallest';
import { LEAST_DOCUMENTS, medianRange, quartileRange } from './usual-range';

function finish<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

it('selects as sorting does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true })), { minLength: 1 }),
      (all) => {
        const sorted = Float64Array.from(all).sort();
        for (const k of [0, all.length >> 1, all.length - 1])
          expect(finish(kthSmallest(Float64Array.from(all), k)) + 0).toBe((sorted[k] ?? 0) + 0);
      },
    ),
    { numRuns: 300, seed: 1 },
  );
});

describe('the usual range', () => {
  // 1..101: quartiles 26 and 76, median 51, median distance 25.
  const values = () => Float64Array.from({ length: 101 }, (_, i) => i + 1);
  it('is that of the definitions', () => {
    expect(finish(quartileRange(values(), 1.5))).toEqual({ low: 26 - 75, high: 76 + 75 });
    const { low, high } = finish(medianRange(values(), 3.5));
    expect([low, high].map((x) => x.toFixed(6))).toEqual(
      [51 - (3.5 * 25) / 0.6745, 51 + (3.5 * 25) / 0.6745].map((x) => x.toFixed(6)),
    );
  });
  it('is everything for few values, or equal ones', () => {
    const any = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    expect(finish(quartileRange(values().slice(0, LEAST_DOCUMENTS - 1), 1.5))).toEqual(any);
    expect(finish(quartileRange(values().slice(0, LEAST_DOCUMENTS), 1.5))).not.toEqual(any);
    expect(finish(medianRange(new Float64Array(50).fill(7), 3.5))).toEqual(any);
  });
});

describe('outliers', () => {
  // 40 documents of 90 to 129 words, then others.
  const usual = Array.from({ length: 40 }, (_, i) => prose(90 + i));
  const run = async (texts: readonly string[], options = {}) => {
    const { drops } = await cleanDocuments(
      texts.map((text, i) => parts(i, text, [7, 50])),
      [['outliers', options]],
    );
    return drops.map(({ document, reason }) => [document, reason]);
  };
  const both = [
    [40, 'unusually small'],
    [41, 'unusually large'],
  ];
  it('drops what is far away, on the side asked for', async () => {
    const texts = [...usual, prose(5), prose(5000)];
    expect(await run(texts)).toEqual(both);
    expect(await run(texts, { method: 'mad', measure: 'words' })).toEqual(both);
    expect(await run(texts, { side: 'large' })).toEqual(both.slice(1));
    expect(await run(texts, { side: 'small' })).toEqual(both.slice(0, 1));
    expect(await run(usual)).toEqual([]);
  });
  it('compares lengths and shares of words too', async () => {
    const varied = usual.map((_, i) => prose(100, 5 + (i % 4)));
    expect(await run([...varied, prose(100, 30)], { measure: 'wordLength' })).toEqual([[40, 'unusually large']]);
    const numbers = usual.map((text, i) => `${text}${' 12'.repeat(i % 5)}`);
    expect(await run([...numbers, '12 '.repeat(90)], { measure: 'letterWords' })).toEqual([[40, 'unusually small']]);
  });
});
