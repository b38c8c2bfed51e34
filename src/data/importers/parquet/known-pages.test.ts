import { expect, it } from 'vitest';
import { KnownPages } from './known-pages';

const bytes = (...values: number[]) => Uint8Array.from(values);

it('known pages are given once, and only for the very same bytes', () => {
  const known = new KnownPages();
  known.keep(bytes(1, 2), bytes(7, 7, 7));
  known.keep(bytes(1, 3), bytes(8, 8, 8));
  expect(known.take(bytes(1, 4), 3)).toBeUndefined();
  known.keep(bytes(1, 2, 3, 4, 5), bytes(9));
  expect(known.take(bytes(1, 2, 3, 0, 5), 1)).toBeUndefined();
  expect(known.take(bytes(1, 2, 3, 4, 0), 1)).toBeUndefined();
  expect(known.take(Uint8Array.of(0, 1, 2, 3, 4, 5).subarray(1), 1)).toEqual(bytes(9));
  expect(known.take(bytes(1, 3), 4)).toBeUndefined();
  expect(known.take(bytes(1, 3), 3)).toEqual(bytes(8, 8, 8));
  expect(known.take(bytes(1, 3), 3)).toBeUndefined();
  expect(known.take(bytes(1, 2), 3)).toEqual(bytes(7, 7, 7));
});

it('known pages are no more than 64 MB', () => {
  const known = new KnownPages();
  const large = new Uint8Array(40e6);
  known.keep(bytes(1), large);
  known.keep(bytes(2), large);
  expect(known.take(bytes(2), large.length)).toBeUndefined();
  expect(known.take(bytes(1), large.length)).toBe(large);
  known.keep(bytes(2), large);
  expect(known.take(bytes(2), large.length)).toBe(large);
});
