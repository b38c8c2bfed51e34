import { describe, expect, test } from 'vitest';
import { fromHalf, toHalf } from './half-bits';

describe('halves', () => {
  test.each([
    [0, 0x0000],
    [1, 0x3c00],
    [-2, 0xc000],
    [0.333251953125, 0x3555],
    [65504, 0x7bff],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [-(1023 * 2 ** -24), 0x83ff],
    [Number.POSITIVE_INFINITY, 0x7c00],
    [Number.NEGATIVE_INFINITY, 0xfc00],
  ])('%d is %i, both ways', (value, half) => {
    expect(toHalf(value)).toBe(half);
    expect(fromHalf(half)).toBe(value);
  });

  test('every finite half comes back', () => {
    const all = Array.from({ length: 0x7c00 }, (_, half) => [half, half | 0x8000]).flat();
    expect(all.filter((half) => toHalf(fromHalf(half)) !== half)).toEqual([]);
  });

  test('rounds to nearest, ties to even, from both sides', () => {
    const between = (a: number, share: number) => fromHalf(a) + share * (fromHalf(a + 1) - fromHalf(a));
    for (const half of [0x0000, 0x0001, 0x03ff, 0x0400, 0x3c00, 0x3c01, 0x7bfe]) {
      expect(toHalf(between(half, 0.49))).toBe(half);
      expect(toHalf(between(half, 0.51))).toBe(half + 1);
      expect(toHalf(between(half, 0.5)), `${half}`).toBe(half % 2 === 0 ? half : half + 1);
    }
  });

  test('too large is infinite, not a number stays so', () => {
    expect([65519, 65520, 1e9].map(toHalf)).toEqual([0x7bff, 0x7c00, 0x7c00]);
    expect(fromHalf(toHalf(Number.NaN))).toBeNaN();
  });
});
