import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { openDevice } from '../../device';
import { type SampleSettings, sampleTokens } from '.';
import { cases } from './cases';
import { marginOf } from './margin';
import { isKept, keptOf, largestOf, ordered, sampleReference, uniformNumber } from './reference';
import { settingsNow } from './settings';

beforeAll(async () => {
  await openDevice({ preferred: 'cpu', onFailure: () => {} });
});

const plain = { temperature: 1, topK: 0, topP: 1, seed: 1, position: 0 };

/** The ids that are left, by sorting all of them, and how near p is to a sum at which it could have stopped. */
function leftBySorting(values: readonly number[], { temperature, topK, topP }: typeof plain) {
  let ids = values
    .map((_, id) => id)
    .sort((a, b) => (values[b] === values[a] ? a - b : (values[b] ?? 0) - (values[a] ?? 0)));
  if (topK > 0) ids = ids.slice(0, topK);
  const top = values[ids[0] ?? 0] ?? 0;
  const weights = ids.map((id) => (values[id] === top ? 1 : Math.exp(((values[id] ?? 0) - top) / temperature)));
  const total = weights.reduce((a, b) => a + b, 0);
  let [sum, count, near] = [0, 0, 1];
  while (topP < 1 && count < ids.length && (count === 0 || sum < topP * total)) {
    sum += weights[count++] ?? 0;
    near = Math.min(near, Math.abs(sum / total - topP));
  }
  return { ids: new Set(topP < 1 ? ids.slice(0, count) : ids), near };
}

describe('what is kept', () => {
  const logit = fc.oneof(
    { weight: 4, arbitrary: fc.double({ min: -20, max: 20, noNaN: true }) },
    { weight: 4, arbitrary: fc.integer({ min: -3, max: 3 }) }, // equals
    { weight: 1, arbitrary: fc.constantFrom(0, -0, -1e9, 1e9, Number.NEGATIVE_INFINITY) },
  );
  const settings = fc.record({
    temperature: fc.constantFrom(1e-3, 0.5, 1, 3),
    topK: fc.integer({ min: 0, max: 70 }),
    topP: fc.oneof(fc.constantFrom(0, 1e-9, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  });
  test('is what sorting leaves', () => {
    fc.assert(
      fc.property(fc.array(logit, { minLength: 1, maxLength: 60 }), settings, (values, some) => {
        const { ids, near } = leftBySorting(values, { ...plain, ...some });
        fc.pre(near > 1e-12); // sums in another order
        const kept = keptOf(Float64Array.from(values), { ...plain, ...some });
        expect(new Set(values.flatMap((value, id) => (isKept(kept, value, id) ? [id] : [])))).toEqual(ids);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
  test('of large rows too, where few are sorted', () => {
    for (const { name, logits, settings } of cases) {
      const columns = logits.shape[1] ?? 0;
      const values = [...logits.values.slice(0, columns)];
      const kept = keptOf(Float64Array.from(values), settings);
      const got = values.flatMap((value, id) => (isKept(kept, value, id) ? [id] : []));
      expect(new Set(got), name).toEqual(leftBySorting(values, settings).ids);
    }
  });
});

describe('the id', () => {
  test('is where the running sum of kept probabilities, in the order of ids, passes the uniform number', () => {
    const row = Float64Array.from([0.2, 0.5, 0.1, 0.2], Math.log);
    for (let position = 0; position < 200; position++) {
      const u = uniformNumber(3, position, 0);
      const [id] = sampleReference(row, 4, { ...plain, seed: 3, position });
      expect(id).toBe([0.2, 0.7, 0.8, 1].findIndex((end) => u < end));
      // Top-k 2 leaves the ids 0 and 1: 0 is the smaller of two equals.
      const [ofTwo] = sampleReference(row, 4, { ...plain, seed: 3, position, topK: 2 });
      expect(ofTwo).toBe(u < 2 / 7 ? 0 : 1);
    }
  });
  test('has the frequencies of the softmax', () => {
    const probabilities = [0.3, 0.05, 0.25, 0.15, 0.2, 0.05];
    const logits = new Float64Array(4000 * 6).map((_, i) => Math.log(probabilities[i % 6] ?? 0));
    const chosen = sampleReference(logits, 6, plain);
    const counts = probabilities.map((_, id) => chosen.filter((x) => x === id).length);
    const chi = counts.reduce(
      (sum, n, id) => sum + (n - 4000 * (probabilities[id] ?? 0)) ** 2 / (4000 * (probabilities[id] ?? 0)),
      0,
    );
    // Chi-squared with 5 degrees of freedom exceeds 20.5 once in 1,000 seeds.
    expect(chi).toBeLessThan(20.5);
  });
  test('NaN is never chosen beside a number, infinities share everything, and there is always an id', () => {
    const [nan, high, low] = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const draws = (row: number[], settings = plain) =>
      new Set(
        Array.from(
          { length: 100 },
          (_, position) => sampleReference(Float64Array.from(row), row.length, { ...settings, position })[0],
        ),
      );
    expect(draws([nan, 1, nan, 1])).toEqual(new Set([1, 3]));
    expect(draws([5, high, 5, high])).toEqual(new Set([1, 3]));
    expect(draws([low, low, nan])).toEqual(new Set([0, 1, 2]));
    expect(draws([nan, nan, nan], { ...plain, temperature: 0 })).toEqual(new Set([0]));
    expect(draws([nan, low, 3], { ...plain, topK: 2, topP: 0.5 })).toEqual(new Set([2]));
  });
  test('follows seed, position and row, and nothing else', () => {
    const row = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i));
    const four = Float64Array.from({ length: 4000 }, (_, i) => Math.sin(i % 1000));
    const once = sampleReference(four, 1000, plain);
    expect(sampleReference(four, 1000, plain)).toEqual(once);
    expect(new Set(once).size).toBe(4);
    expect(sampleReference(row, 1000, plain)[0]).toBe(once[0]);
    for (const other of [{ seed: 2 }, { position: 1 }])
      expect(sampleReference(row, 1000, { ...plain, ...other })[0]).not.toBe(once[0]);
  });
  test('the uniform numbers are uniform', () => {
    const numbers = Array.from({ length: 4000 }, (_, i) => uniformNumber(9, i % 63, Math.floor(i / 63)));
    const bins = Array.from({ length: 10 }, (_, bin) => numbers.filter((u) => Math.floor(10 * u) === bin).length);
    // Chi-squared with 9 degrees of freedom exceeds 27.9 once in 1,000 seeds.
    expect(bins.reduce((sum, n) => sum + (n - 400) ** 2 / 400, 0)).toBeLessThan(27.9);
  });
});

test('almost all draws of the cases are far from the next id', () => {
  for (const { name, logits, settings } of cases) {
    const [rows = 0, columns = 0] = logits.shape;
    const values = Float64Array.from(logits.values);
    const margins = Array.from({ length: rows }, (_, row) =>
      marginOf(values.subarray(row * columns, (row + 1) * columns), row, settings),
    );
    expect(margins.filter((margin) => margin > 1e-5).length / rows, name).toBeGreaterThanOrEqual(0.95);
  }
});

test('a row knows its largest logit', () => {
  expect(largestOf(ordered(Float64Array.of(Number.NaN, -3, -2)))).toBe(-2);
});

describe('settings', () => {
  test('may be functions', () => {
    const settings: SampleSettings = {
      temperature: () => 0.5,
      topK: () => 7.9,
      topP: () => 2,
      seed: () => -1,
      position: () => 2 ** 32 + 3,
    };
    expect(settingsNow(settings)).toEqual({ temperature: 0.5, topK: 7, topP: 1, seed: 0xffffffff, position: 3 });
  });
  test.each([
    { temperature: -1 },
    { temperature: Number.NaN },
    { topP: -0.1 },
    { topP: Number.NaN },
    { topK: Number.NaN },
  ])('%o is refused', (bad) => {
    expect(() => sampleTokens(tf.zeros([1, 3]), { ...plain, ...bad })).toThrow(LoamError);
  });
  test('so are logits of another rank', () => {
    expect(() => sampleTokens(tf.zeros([3]), plain)).toThrow(LoamError);
  });
});
