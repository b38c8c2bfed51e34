import { describe, expect, it } from 'vitest';
import { Rng } from '@/base/rng';
import { cleanDocuments, parts } from '../testing/clean-documents';
import { wordsFrom } from '../testing/plain-words';
import { MinHash } from './min-hash';

const clean = (texts: readonly string[], options = {}, rescued = new Set<number>()) =>
  cleanDocuments(
    texts.map((text, i) => parts(i, text)),
    [['near-duplicates', options]],
    rescued,
  );

/**
 * Two documents whose sets of words (runs of one) have this Jaccard similarity exactly: 200 words in all, `shared` of them in both. The order
 * is no part of it.
 */
function pair(number: number, similarity: number): [string, string] {
  const shared = Math.round(200 * similarity);
  const words = wordsFrom(200 * number, 200);
  const rest = words.slice(shared);
  const half = rest.length / 2;
  return [
    [...words.slice(0, shared), ...rest.slice(0, half)].join(' '),
    [...words.slice(0, shared), ...rest.slice(half)].join(' '),
  ];
}

describe('near-duplicates', () => {
  const pairs = 250;
  it.each([0.5, 0.6, 0.7, 0.8, 0.9])('finds pairs of similarity %d as often as 1 - (1 - s^8)^14 says', async (s) => {
    const texts = Array.from({ length: pairs }, (_, i) => pair(i, s)).flat();
    const { drops } = await clean(texts, { run: 1 });
    const expected = 1 - (1 - s ** 8) ** 14;
    const deviation = Math.sqrt((expected * (1 - expected)) / pairs);
    // Four standard deviations of the binomial: 6 in 100,000 good families of hashes would fail. One more pair for the normal approximation.
    expect(Math.abs(drops.length / pairs - expected)).toBeLessThan(4 * deviation + 1 / pairs);
    for (const { document } of drops) expect(document % 2).toBe(1);
  });

  it('estimates similarity without bias', () => {
    const minHash = new MinHash(1, 112);
    const signature = (text: string) => {
      minHash.begin();
      minHash.add(text);
      minHash.end();
      return Int32Array.from(minHash.signature);
    };
    let equal = 0;
    for (let i = 0; i < 100; i++) {
      const [a, b] = pair(i, 0.7).map(signature);
      equal += a?.filter((value, k) => value === b?.[k]).length ?? 0;
    }
    // 11,200 draws: standard deviation 0.0043 if independent.
    expect(Math.abs(equal / 11_200 - 0.7)).toBeLessThan(0.02);
  });

  it('compares without case, digits, diacritics, punctuation and white space', async () => {
    const text = 'The café opened in 1987, and nobody knew why it did so on that day';
    const same = 'the  CAFE opened in 2024 -- "and nobody knew":\nwhy it did so on that day!';
    expect((await clean([text, same])).drops).toHaveLength(1);
    expect((await clean([text, text.replace('nobody', 'somebody').replace('why', 'how')])).drops).toEqual([]);
  });

  it('keeps the longest of a cluster, the first of equals, and links through others', async () => {
    const words = wordsFrom(0, 300);
    const versions = [words.slice(0, 280), words, words.slice(5), [...words.slice(0, -1), words[299] ?? '']].map((w) =>
      w.join(' '),
    );
    const { kept, drops } = await clean([...versions, 'another document that stands quite alone in here']);
    expect(kept).toEqual([versions[1], 'another document that stands quite alone in here']);
    expect(drops.map(({ document }) => document)).toEqual([0, 2, 3]);
  });

  it('keeps what is rescued, and that instead of a longer one', async () => {
    const words = wordsFrom(0, 300);
    const short = words.slice(0, 290).join(' ');
    const { kept } = await clean([words.join(' '), short, words.join(' ')], {}, new Set([1]));
    expect(kept).toEqual([short]);
  });

  it('compares short documents as a whole and never empty ones', async () => {
    const { drops } = await clean(['two words', 'Two-words', 'three other words', '', '', '!?', '!?']);
    expect(drops.map(({ document }) => document)).toEqual([1]);
  });

  it('tells 5,000 documents of common words apart', async () => {
    const rng = new Rng(5);
    const words = wordsFrom(0, 400);
    const texts = Array.from({ length: 5000 }, () =>
      Array.from({ length: 30 }, () => words[rng.uint32() % 400]).join(' '),
    );
    expect((await clean(texts)).drops).toEqual([]);
  });
});
