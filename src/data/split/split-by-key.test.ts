import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TRAIN, VALIDATION } from './assign-sides';
import { checkFolds, folds, foldsByGroup, type GroupName, sidesOfFold, splitByGroup } from './split-by-group';
import { splitByTime } from './split-by-time';
import { splitStratified, stratifiedFolds } from './split-stratified';

const keys = fc.array(fc.constantFrom(...'abcdefghij'), { minLength: 2, maxLength: 120 });
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const seeds = fc.nat();
const many = { numRuns: 400, seed: 1 };
const count = (sides: Uint8Array, side: number) => sides.filter((of) => of === side).length;
const nearestCount = (n: number, fraction: number) => Math.min(n - 1, Math.max(1, Math.round(n * fraction)));
const refused = expect.objectContaining({ report: expect.objectContaining({ code: 'data/invalid-split' }) });
/** Sides on which documents of each key are. */
const sidesOf = (all: readonly string[], sides: Uint8Array) => {
  const found = new Map<string, Set<number>>();
  for (const [i, key] of all.entries()) found.set(key, (found.get(key) ?? new Set()).add(sides[i] ?? -1));
  return [...found.values()];
};

describe('split by group', () => {
  it('has no group on both sides, and something on each', () => {
    fc.assert(
      fc.property(keys, share, seeds, (all, fraction, seed) => {
        fc.pre(new Set(all).size > 1);
        const sides = splitByGroup(all, fraction, seed);
        for (const group of sidesOf(all, sides)) expect(group.size).toBe(1);
        expect(count(sides, TRAIN)).toBeGreaterThan(0);
        expect(count(sides, VALIDATION)).toBeGreaterThan(0);
        expect(splitByGroup(all, fraction, seed)).toEqual(sides);
      }),
      many,
    );
  });

  it('is exact with a document a group, and near with small groups', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), share, seeds, (n, fraction, seed) => {
        const alone = Array.from({ length: n }, (_, i) => `g${i}`);
        expect(count(splitByGroup(alone, fraction, seed), VALIDATION)).toBe(nearestCount(n, fraction));
      }),
      many,
    );
    const fives = Array.from({ length: 500 }, (_, i) => `g${i % 100}`);
    for (let seed = 0; seed < 20; seed++)
      expect(Math.abs(count(splitByGroup(fives, 0.13, seed), VALIDATION) - 65)).toBeLessThanOrEqual(2);
    expect(new Set([1, 2, 3].map((seed) => splitByGroup(fives, 0.13, seed).join())).size).toBe(3);
  });

  it('refuses one group, one document, and shares that are none', () => {
    expect(() => splitByGroup(['a', 'a'], 0.5, 1)).toThrow(refused);
    expect(() => splitByGroup(['a'], 0.5, 1)).toThrow(refused);
    for (const fraction of [0, 1, Number.NaN, -1]) expect(() => splitByGroup(['a', 'b'], fraction, 1)).toThrow(refused);
  });
});

describe('split by time', () => {
  it('holds out what is later than all that is trained on', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 100 }),
        share,
        (times, fraction) => {
          fc.pre(new Set(times).size > 1);
          const sides = splitByTime(times, fraction);
          const of = (side: number) => times.filter((_, i) => sides[i] === side);
          expect(Math.max(...of(TRAIN))).toBeLessThan(Math.min(...of(VALIDATION)));
        },
      ),
      many,
    );
  });

  it('is exact where times differ, and trains on what has no time', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { minLength: 2, maxLength: 100 }), share, (times, fraction) => {
        expect(count(splitByTime(times, fraction), VALIDATION)).toBe(nearestCount(times.length, fraction));
      }),
      many,
    );
    expect([...splitByTime([3, Number.NaN, 1, 2], 0.3)]).toEqual([1, 0, 0, 0]);
    expect([...splitByTime([1, 2, 2, 2, 2], 0.2)]).toEqual([0, 1, 1, 1, 1]);
    expect(() => splitByTime([5, 5, 5], 0.3)).toThrow(refused);
    expect(() => splitByTime([5, Number.NaN], 0.3)).toThrow(refused);
  });
});

describe('stratified split', () => {
  it('is exact in all, and within one for every label', () => {
    fc.assert(
      fc.property(keys, share, seeds, (labels, fraction, seed) => {
        const sides = splitStratified(labels, fraction, seed);
        const total = nearestCount(labels.length, fraction);
        expect(count(sides, VALIDATION)).toBe(total);
        for (const label of new Set(labels)) {
          const members = labels.filter((of) => of === label).length;
          const held = labels.filter((of, i) => of === label && sides[i] === VALIDATION).length;
          expect(Math.abs(held - (members * total) / labels.length)).toBeLessThan(1);
        }
        expect(splitStratified(labels, fraction, seed)).toEqual(sides);
      }),
      many,
    );
  });
});

describe('folds', () => {
  it('are each once validation, and at most one document apart', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 2, max: 9 }), seeds, (labels, k, seed) => {
        fc.pre(labels.length >= k);
        for (const fold of [folds(labels.length, k, seed), stratifiedFolds(labels, k, seed)]) {
          const sizes = Array.from({ length: k }, (_, turn) => count(sidesOfFold(fold, turn), VALIDATION));
          expect(sizes.reduce((sum, n) => sum + n, 0)).toBe(labels.length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        }
        const stratified = stratifiedFolds(labels, k, seed);
        for (const label of new Set(labels)) {
          const sizes = Array.from(
            { length: k },
            (_, turn) => labels.filter((of, i) => of === label && stratified[i] === turn).length,
          );
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        }
      }),
      many,
    );
  });

  it('keep groups together', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 2, max: 5 }), seeds, (all, k, seed) => {
        fc.pre(new Set(all).size >= k);
        const fold = foldsByGroup(all, k, seed);
        for (const group of sidesOf(all, fold)) expect(group.size).toBe(1);
        expect(new Set(fold).size).toBe(k);
      }),
      many,
    );
    for (const k of [1, 2.5, 4, 256]) expect(() => foldsByGroup(['a', 'b', 'c'], k, 1)).toThrow(refused);
    expect(() => foldsByGroup(['a', 'b', 'c'], 3, 1)).not.toThrow();
    expect(() => stratifiedFolds(['a', 'b'], 3, 1)).toThrow(refused);
  });

  it.each<[number, number, GroupName | undefined, string, string]>([
    [5, 2, 'file', 'There are only 2 files; 5 folds need at least 5', 'Divide by document, or make 2 folds.'],
    [5, 4, 'group', 'There are only 4 groups; 5 folds need at least 5', 'Divide by document, or make 2 to 4 folds.'],
    [2, 1, 'file', 'There is only 1 file; 2 folds need at least 2', 'Divide by document.'],
    [5, 2, undefined, 'There are only 2 documents; 5 folds need at least 5', 'Add more documents, or make 2 folds.'],
    [2, 1, undefined, 'There is only 1 document; 2 folds need at least 2', 'Add more documents, or hold out a share.'],
    [2.5, 9, 'file', '2.5 folds cannot be made', 'Choose a whole number from 2 to 255.'],
  ])('%d of %d: say what is there, and what can be done', (k, most, group, what, remedy) => {
    let thrown: unknown;
    try {
      checkFolds(k, most, group);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ report: { code: 'data/invalid-split', what, remedy } });
  });
});
