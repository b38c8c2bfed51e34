import { describe, expect, test } from 'vitest';
import { median, spread } from './statistics';

describe('median', () => {
  test('is the middle value, whatever the order', () => expect(median([9, 1, 5])).toBe(5));
  test('is between the two middle ones', () => expect(median([4, 1, 100, 2])).toBe(3));
  test('does not sort what it was given', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
  test('sorts as numbers', () => expect(median([10, 9, 100])).toBe(10));
  test('of nothing is no number', () => expect(median([])).toBeNaN());
});

describe('spread', () => {
  test('is the farthest distance as a share', () => expect(spread([10, 11, 7])).toBeCloseTo(0.3, 12));
  test('of one value is 0', () => expect(spread([5])).toBe(0));
  test('of nothing is no number', () => expect(spread([])).toBeNaN());
});
