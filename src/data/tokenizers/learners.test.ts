import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Breather } from './breather';
import { digamma, UnigramEstimate } from './unigram/estimate';
import { LikeliestPieces } from './unigram/likeliest-pieces';
import { PieceTrie } from './unigram/piece-trie';
import { learnPieces } from './word-piece/learn-pieces';

const breather = () => new Breather(new AbortController().signal);
const bytes = (text: string) => new TextEncoder().encode(text);

/**
 * Every pair counted afresh for each merge: of those seen often, the one with the highest count(ab) / (count(a) count(b)). "Often" begins with
 * the most frequent hundredth and is halved down to 2 when nothing is left.
 */
function slowPieces(words: ReadonlyMap<string, number>, most: number): string[] {
  const spelled = [...words].map(([word, count]) => ({
    parts: [...word].map((character, i) => (i > 0 ? `##${character}` : character)),
    count,
  }));
  const pieces = [...new Set(spelled.flatMap(({ parts }) => parts))].sort();
  let least = 0;
  while (pieces.length < most) {
    const single = new Map<string, number>();
    const pairs = new Map<string, { left: number; right: number; count: number }>();
    for (const { parts, count } of spelled) {
      for (const part of parts) single.set(part, (single.get(part) ?? 0) + count);
      for (let i = 1; i < parts.length; i++) {
        const [left, right] = [pieces.indexOf(parts[i - 1] ?? ''), pieces.indexOf(parts[i] ?? '')];
        const known = pairs.get(`${left} ${right}`)?.count ?? 0;
        pairs.set(`${left} ${right}`, { left, right, count: known + count });
      }
    }
    const all = [...pairs.values()];
    const counts = all.map(({ count }) => count).sort((a, b) => a - b);
    if (least === 0) least = Math.max(2, counts[Math.floor(counts.length * 0.99)] ?? 0);
    const weigh = ({ left, right, count }: (typeof all)[number]) =>
      count / ((single.get(pieces[left] ?? '') ?? 0) * (single.get(pieces[right] ?? '') ?? 0));
    const often = all.filter(({ count }) => count >= least);
    const [best] = often.sort(
      (a, b) => weigh(b) - weigh(a) || b.count - a.count || a.left - b.left || a.right - b.right,
    );
    if (!best) {
      if (least === 2) break;
      least = Math.max(2, Math.floor(least / 2));
      continue;
    }
    const [left = '', right = ''] = [pieces[best.left], pieces[best.right]];
    const merged = left + right.slice(2);
    if (!pieces.includes(merged)) pieces.push(merged);
    for (const { parts } of spelled)
      for (let i = 0; i + 1 < parts.length; i++)
        if (parts[i] === left && parts[i + 1] === right) parts.splice(i, 2, merged);
  }
  return pieces;
}

describe('WordPiece', () => {
  it('learns the pieces of the slow way, and says the largest vocabulary', async () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', '😀'), minLength: 1, maxLength: 6 });
    const corpus = fc.array(fc.tuple(word, fc.integer({ min: 1, max: 60 })), { minLength: 2, maxLength: 14 });
    let merges = 0;
    await fc.assert(
      fc.asyncProperty(corpus, async (counted) => {
        const words = new Map(counted);
        const all = slowPieces(words, 1000);
        expect(await learnPieces(words, all.length + 2, 2, breather(), () => {})).toEqual(all);
        merges += all.length;
        await expect(learnPieces(words, all.length + 3, 2, breather(), () => {})).rejects.toMatchObject({
          report: { code: 'tokenizer/vocabulary-too-large', most: all.length + 2 },
        });
      }),
      { numRuns: 200, seed: 1 },
    );
    expect(merges).toBeGreaterThan(2000);
  });

  it('leaves out the rarest characters when not all fit', async () => {
    expect(
      await learnPieces(
        new Map([
          ['ab', 5],
          ['a', 9],
          ['x', 1],
        ]),
        4,
        2,
        breather(),
        () => {},
      ),
    ).toEqual(['##b', 'a']);
  });
});

/** Every way to cut a text into the given pieces. */
function ways(text: string, pieces: ReadonlyMap<string, number>): string[][] {
  if (text === '') return [[]];
  return [...pieces.keys()]
    .filter((piece) => text.startsWith(piece))
    .flatMap((piece) => ways(text.slice(piece.length), pieces).map((rest) => [piece, ...rest]));
}

describe('Unigram', () => {
  const pieceSets = fc
    .uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 2, maxLength: 4 }), { maxLength: 8 })
    .chain((more) => {
      const all = ['a', 'b', 'c', ...more];
      return fc
        .array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: all.length, maxLength: all.length })
        .map((weights) => new Map(all.map((piece, i) => [piece, Math.log(weights[i] ?? 1)])));
    });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 9 });

  it('cuts in the likeliest of all ways', () => {
    fc.assert(
      fc.property(pieceSets, text, (pieces, given) => {
        const names = [...pieces.keys()];
        const trie = new PieceTrie();
        names.forEach((piece, id) => {
          trie.add(bytes(piece), id);
        });
        const found = [...new LikeliestPieces(trie, [...pieces.values()]).find(bytes(given), given.length)];
        const worth = (way: readonly string[]) => way.reduce((sum, piece) => sum + (pieces.get(piece) ?? 0), 0);
        const best = Math.max(...ways(given, pieces).map(worth));
        const way = found.map((id) => names[id] ?? '');
        expect(way.join('')).toBe(given);
        // Sums in another order differ in their last bits.
        expect(Math.abs(worth(way) - best)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(best)));
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('makes one unknown piece of unknown symbols in a row, and keeps off a banned piece', () => {
    const trie = new PieceTrie();
    ['?', 'a', 'b', 'ab'].forEach((piece, id) => {
      trie.add(bytes(piece), id);
    });
    const likeliest = new LikeliestPieces(trie, [0, -1, -1, -1], 0);
    const find = (given: string, banned = -1) => [...likeliest.find(bytes(given), given.length, banned)];
    expect(find('xxabxy?a')).toEqual([0, 3, 0, 1]);
    expect(find('ab', 3)).toEqual([1, 2]);
    expect(find('')).toEqual([]);
  });

  it('expects each piece as often as all ways to cut, weighed, say', async () => {
    const words = [
      { bytes: bytes('abab'), count: 10 },
      { bytes: bytes('ba'), count: 4 },
    ];
    const estimate = new UnigramEstimate([
      { bytes: bytes('ab'), count: 20 },
      { bytes: bytes('bab'), count: 7 },
    ]);
    const named = new Map(estimate.pieces.map((piece, i) => [String.fromCharCode(...piece), estimate.scores[i] ?? 0]));
    const expected = new Map<string, number>();
    for (const { bytes: word, count } of words) {
      const all = ways(String.fromCharCode(...word), named);
      const chances = all.map((way) => Math.exp(way.reduce((sum, piece) => sum + (named.get(piece) ?? 0), 0)));
      const whole = chances.reduce((sum, chance) => sum + chance, 0);
      all.forEach((way, i) => {
        for (const piece of way) expected.set(piece, (expected.get(piece) ?? 0) + (count * (chances[i] ?? 0)) / whole);
      });
    }
    await estimate.improve(words, breather());
    // 256 bytes, of which all but a and b get the least of 0.5; 'bab' may have gone if it is expected less often.
    const kept = estimate.pieces.map((piece) => Math.max(0.5, expected.get(String.fromCharCode(...piece)) ?? 0));
    const sum = kept.reduce((total, n) => total + n, 0);
    estimate.scores.forEach((score, i) => {
      expect(score).toBeCloseTo(digamma(kept[i] ?? 0) - digamma(sum), 9);
    });
    expect(estimate.pieces.length).toBeGreaterThan(256);
  });

  it('has the digamma function of the tables', () => {
    // Abramowitz and Stegun, table 6.1 and 6.3.3.
    expect(digamma(1)).toBeCloseTo(-0.5772156649, 8);
    expect(digamma(0.5)).toBeCloseTo(-1.963510026, 8);
    expect(digamma(2)).toBeCloseTo(0.4227843351, 8);
    expect(digamma(100)).toBeCloseTo(4.6001618527, 8);
  });
});
