import { expect, it } from 'vitest';
import { KnownPages } from './known-pages';

const chunk = new ArrayBuffer(16);
const at = (place: number) => new Uint8Array(chunk, place, 4);
const page = (...values: number[]) => Uint8Array.from(values);

it('known pages are given once, and only for bytes at the same place', () => {
  const known = new KnownPages();
  known.keep(at(0), page(7, 7, 7));
  known.keep(at(4), page(8, 8, 8));
  known.keep(at(4), page(9, 9, 9));
  expect(known.take(new Uint8Array(16).subarray(0, 4), 3)).toBeUndefined();
  expect(known.take(at(8), 3)).toBeUndefined();
  expect(known.take(at(4), 4)).toBeUndefined();
  expect(known.take(at(4), 3)).toEqual(page(8, 8, 8));
  expect(known.take(at(4), 3)).toBeUndefined();
  expect(known.take(at(0), 3)).toEqual(page(7, 7, 7));
});

it('known pages are no more than 64 MB', () => {
  const known = new KnownPages();
  const large = new Uint8Array(40e6);
  known.keep(at(0), large);
  known.keep(at(4), large);
  expect(known.take(at(4), large.length)).toBeUndefined();
  expect(known.take(at(0), large.length)).toBe(large);
  known.keep(at(4), large);
  expect(known.take(at(4), large.length)).toBe(large);
});
