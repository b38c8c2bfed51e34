import { describe, expect, test } from 'vitest';
import { Rng } from '@/base/rng';
import { type SamplingSettings, sampleToken } from './sample-token';

const logits = [0.5, 0.1, 0.3, 0.1].map(Math.log);
const plain: SamplingSettings = { temperature: 1, topK: 0, topP: 1 };

function frequencies(settings: SamplingSettings, values: readonly number[] = logits): number[] {
  const rng = new Rng(1);
  const counts = values.map(() => 0);
  for (let i = 0; i < 20_000; i++) {
    const id = sampleToken(values, settings, rng);
    counts[id] = (counts[id] ?? 0) + 1;
  }
  return counts.map((n) => n / 20_000);
}
// Four standard errors of a frequency over 20,000 draws: 4 * sqrt(0.25 / 20,000).
const close = (got: readonly number[], expected: readonly number[]) =>
  got.forEach((x, i) => {
    expect(Math.abs(x - (expected[i] ?? 0))).toBeLessThan(0.015);
  });

describe('sampleToken', () => {
  test('follows the softmax', () => close(frequencies(plain), [0.5, 0.1, 0.3, 0.1]));
  test('temperature 0 takes the most probable, the first of equals', () => {
    expect(sampleToken([1, 3, 3, 2], { ...plain, temperature: 0 }, new Rng(1))).toBe(1);
  });
  test('temperature 0.5 squares the odds', () => {
    close(frequencies({ ...plain, temperature: 0.5 }), [25 / 36, 1 / 36, 9 / 36, 1 / 36]);
  });
  test('top-k keeps k, ties to the smaller id', () => {
    close(frequencies({ ...plain, topK: 3 }), [5 / 9, 1 / 9, 3 / 9, 0]);
    expect(sampleToken(logits, { ...plain, topK: 1 }, new Rng(1))).toBe(0);
  });
  test('top-p keeps the fewest that reach p, at least one', () => {
    close(frequencies({ ...plain, topP: 0.75 }), [5 / 8, 0, 3 / 8, 0]);
    close(frequencies({ ...plain, topP: 0.01 }), [1, 0, 0, 0]);
  });
  test('top-p counts after top-k', () => close(frequencies({ ...plain, topK: 3, topP: 0.8 }), [5 / 8, 0, 3 / 8, 0]));
  test('huge logits do not overflow', () => {
    close(frequencies(plain, [1000, 1000 + Math.log(3), -1000]), [0.25, 0.75, 0]);
  });
  test('is seeded', () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 20 },
        (
          (rng) => () =>
            sampleToken(logits, plain, rng)
        )(new Rng(seed)),
      );
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});
