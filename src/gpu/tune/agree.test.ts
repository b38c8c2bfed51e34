import { describe, expect, test } from 'vitest';
import { agreeing, difference, type Sample } from './agree';

const floats = (...values: number[]): Sample[] => [{ half: false, values: Float32Array.from(values) }];
const halves = (...values: number[]): Sample[] => [{ half: true, values: Float32Array.from(values) }];
const ints = (...values: number[]): Sample[] => [{ half: false, values: Int32Array.from(values) }];

describe('difference', () => {
  test('rounding passes, a wrong term does not', () => {
    expect(difference(floats(1, 2, 3), floats(1.00005, 2, 3))).toBeUndefined();
    expect(difference(floats(1, 2, 3), floats(1.001, 2, 3))).toContain('result 0 is 1 instead of 1.00');
    expect(difference(halves(1, 2, 3), halves(1.001, 2, 3))).toBeUndefined();
    expect(difference(halves(1, 2, 3), halves(1.05, 2, 3))).toContain('at element 0');
  });

  test('a sum that cancels is judged by the size of the others', () => {
    expect(difference(floats(1e-6, 100), floats(0, 100))).toBeUndefined();
    expect(difference(floats(1e-6, 1e-7), floats(0, 1e-7))).toContain('element 0');
  });

  test('not-a-number agrees with nothing, an infinity with itself', () => {
    expect(difference(floats(Number.NaN), floats(Number.NaN))).toBeDefined();
    expect(difference(floats(1, Number.NEGATIVE_INFINITY), floats(1, Number.NEGATIVE_INFINITY))).toBeUndefined();
    expect(difference(floats(1, Number.NEGATIVE_INFINITY), floats(1, Number.POSITIVE_INFINITY))).toBeDefined();
    expect(difference(floats(1, 2), floats(1, Number.POSITIVE_INFINITY))).toBeDefined();
  });

  test('integers must be equal, sizes and counts too', () => {
    expect(difference(ints(100000), ints(100001))).toBeDefined();
    expect(difference(floats(1), floats(1, 2))).toContain('another size');
    expect(difference([...floats(1), ...floats(1)], floats(1))).toContain('2 results instead of 1');
  });
});

describe('agreeing', () => {
  const [right, wrong, odd] = [floats(1, 2), floats(1, 3), floats(7, 7)];
  test.each([
    ['all right', [right, right, right], [0, 1, 2]],
    ['one wrong', [right, wrong, right], [0, 2]],
    ['the first wrong', [wrong, right, right], [1, 2]],
    ['two that differ: the first', [right, wrong], [0]],
    ['three that differ: the first', [odd, wrong, right], [0]],
    ['not a number', [floats(Number.NaN, 1), right], [1]],
    ['nothing', [], []],
  ])('%s', (_, results, expected) => {
    expect([...agreeing(results)]).toEqual(expected);
  });
});
