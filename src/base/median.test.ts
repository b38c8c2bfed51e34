import { expect, test } from 'vitest';
import { median } from './median';

test.each([
  [[3], 3],
  [[9, 1], 5],
  [[10, 9, 100], 10],
  [[4, 1, 3, 2], 2.5],
  [[], Number.NaN],
])('the median of %o is %d', (values, expected) => {
  const given = [...values];
  expect(median(given)).toBe(expected);
  expect(given).toEqual(values);
});
