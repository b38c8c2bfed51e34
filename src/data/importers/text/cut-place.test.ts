import { expect, it } from 'vitest';
import { cutPlace } from './cut-place';

it('cuts before white space that follows a non-space, never inside a pair', () => {
  expect(cutPlace('one two  three', 11)).toBe(7);
  expect(cutPlace('one two', 3)).toBe(3);
  expect(cutPlace('    x', 3)).toBe(3);
  expect(cutPlace('😀😀', 3)).toBe(2);
  expect(cutPlace('😀😀', 2)).toBe(2);
});
