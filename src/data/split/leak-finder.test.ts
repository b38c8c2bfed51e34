import { describe, expect, it } from 'vitest';
import { Rng } from '@/base/rng';
import { wordsFrom } from '../cleaning/testing/plain-words';
import { TRAIN, VALIDATION } from './assign-sides';
import { LeakFinder, type LeakFinderOptions, type Leaks, NEAR } from './leak-finder';

function find(texts: readonly string[], sides: readonly number[], options: LeakFinderOptions = {}, cut = 1e9): Leaks {
  const finder = new LeakFinder(options);
  for (const [i, text] of texts.entries()) {
    const pieces = Math.max(1, Math.ceil(text.length / cut));
    for (let p = 0; p < pieces; p++)
      finder.part(text.slice(p * cut, (p + 1) * cut), { first: p === 0, last: p === pieces - 1 }, 10 * i);
  }
  const work = finder.leaks(sides);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Two documents of 200 words in all, so many of them in both: with runs of one word their Jaccard similarity is `similarity` exactly. */
function pair(number: number, similarity: number): [string, string] {
  const words = wordsFrom(200 * number, 200);
  const shared = Math.round(200 * similarity);
  const half = (200 - shared) / 2;
  const common = words.slice(0, shared);
  return [
    [...common, ...words.slice(shared, shared + half)].join(' '),
    [...common, ...words.slice(shared + half)].join(' '),
  ];
}

describe('LeakFinder', () => {
  const prose = wordsFrom(0, 100).join(' ');
  const other = wordsFrom(5000, 100).join(' ');

  it('finds exact twins of held-out documents, from both sides, under the indices of the corpus', () => {
    const { heldOutDocuments, heldOut, training } = find([prose, other, prose, prose, 'x', prose], [0, 0, 1, 0, 1, 1]);
    expect(heldOutDocuments).toBe(3);
    const exact = { kind: 'exact', similarity: 1 };
    expect(heldOut).toEqual([
      { ...exact, training: 0, heldOut: 20 },
      { ...exact, training: 0, heldOut: 50 },
    ]);
    expect(training).toEqual([
      { ...exact, training: 0, heldOut: 20 },
      { ...exact, training: 30, heldOut: 20 },
    ]);
  });

  it('finds nothing within a side, and documents without text are never alike', () => {
    expect(find([prose, prose, other], [TRAIN, TRAIN, VALIDATION])).toMatchObject({ heldOut: [], training: [] });
    expect(find(['', '', ' \n', ' \n!'], [0, 1, 0, 1])).toMatchObject({ heldOut: [], training: [] });
    // A row of labels only: it takes bytes at rest, and says nothing.
    const finder = new LeakFinder();
    for (const i of [0, 1]) finder.part('', { first: true, last: true, bytes: 90 }, i);
    expect(finder.totalBytes).toBe(180);
    expect(finder.leaks([0, 1]).next().value).toMatchObject({ heldOut: [] });
  });

  it('finds near twins, tells how alike they are, and can leave them out', () => {
    const near = `${prose} and a word more`;
    const { heldOut, training } = find([near, other, prose], [0, 0, 1]);
    // Runs of five: 96 in the shorter, 4 more in the longer.
    expect(Math.abs((heldOut[0]?.similarity ?? 0) - 0.96)).toBeLessThan(0.08);
    expect(heldOut).toEqual([{ kind: 'near', training: 0, heldOut: 20, similarity: expect.any(Number) }]);
    expect(training).toEqual(heldOut);
    expect(find([near, other, prose], [0, 0, 1], { near: false }).heldOut).toEqual([]);
  });

  it('does not depend on where documents are cut', () => {
    const texts = [`${prose} more 👩🏽‍🚀`, other, prose, `${other}\nÜber 1,000`];
    expect(find(texts, [0, 0, 1, 1], {}, 3)).toEqual(find(texts, [0, 0, 1, 1]));
  });

  it('counts the bytes of UTF-8 wherever a pair of surrogates is cut', () => {
    for (const cut of [1, 2, 3]) {
      const finder = new LeakFinder({ near: false });
      const text = 'aé中😀';
      for (let at = 0; at < text.length; at += cut)
        finder.part(text.slice(at, at + cut), { first: at === 0, last: at + cut >= text.length }, 0);
      expect([finder.count, finder.totalBytes, finder.size(0)]).toEqual([1, 10, 10]);
    }
  });

  it('estimates similarity without bias, and finds what lies clearly above the threshold and not what lies below', () => {
    const pairs = 150;
    const at = (similarity: number, threshold: number) => {
      const texts = Array.from({ length: pairs }, (_, i) => pair(i, similarity)).flat();
      return find(
        texts,
        texts.map((_, i) => i % 2),
        { run: 1, threshold },
      ).heldOut;
    };
    const found = at(0.8, 0);
    expect(found).toHaveLength(pairs);
    const mean = found.reduce((sum, leak) => sum + leak.similarity, 0) / pairs;
    // 150 means of 112 draws: standard deviation .003.
    expect(Math.abs(mean - 0.8)).toBeLessThan(0.013);
    // Each estimate has a standard deviation of .03 to .045: three of them away from the threshold.
    expect(at(0.85, NEAR).length).toBeGreaterThanOrEqual(pairs - 2);
    expect(at(0.58, NEAR).length).toBeLessThanOrEqual(2);
  });

  it('finds all that are alike where thousands are: exact twins on both sides, and rows of one template', () => {
    const sides = Array.from({ length: 4000 }, (_, i) => (i % 10 === 9 ? VALIDATION : TRAIN));
    const row = (i: number) => `The ship number ${i} left the harbour in the morning of day ${i * 7}`;
    // Half is one text, half a template in which numbers differ, which MinHash folds.
    const texts = sides.map((_, i) => (Math.floor(i / 10) % 2 ? prose : row(i)));
    const begun = performance.now();
    const { heldOut, training } = find(texts, sides);
    expect(performance.now() - begun).toBeLessThan(4000);
    expect(
      heldOut
        .map(({ kind }) => kind)
        .sort()
        .join(),
    ).toBe([...Array(200).fill('exact'), ...Array(200).fill('near')].join());
    expect(training).toHaveLength(3600);
    expect(new Set(heldOut.map((leak) => leak.heldOut)).size).toBe(400);
  });

  it('tells 3,000 documents of common words apart', () => {
    const rng = new Rng(5);
    const words = wordsFrom(0, 300);
    const texts = Array.from({ length: 3000 }, () =>
      Array.from({ length: 30 }, () => words[rng.integer(300)]).join(' '),
    );
    expect(
      find(
        texts,
        texts.map((_, i) => i % 2),
      ).heldOut,
    ).toEqual([]);
  });
});
