import { expect, it } from 'vitest';
import { Rng } from '@/base/rng';
import { TextHash } from './text-hash';

const digest = (...parts: string[]) => {
  const hash = new TextHash();
  for (const part of parts) hash.add(part);
  return hash.digest();
};

it('does not depend on where the text is cut, and does on every character and the length', () => {
  expect(digest('one', ' text')).toEqual(digest('one text'));
  expect(digest('', 'one text', '')).toEqual(digest('one text'));
  const different = ['', '\u0000', '\u0000\u0000', 'a', 'b', 'ab', 'ba', 'a\u0000', '\u0100', '\u0001'];
  expect(new Set(different.map((text) => digest(text).join())).size).toBe(different.length);
});

it('has 64 bits, not twice the same 32', () => {
  const rng = new Rng(1);
  const texts = new Set<string>();
  while (texts.size < 400_000) texts.add(rng.uint32().toString(36).padStart(8, 'x'));
  const first = new Map<number, number>();
  let collisions = 0;
  for (const text of texts) {
    const [a, b] = digest(text);
    const other = first.get(a);
    if (other !== undefined) {
      collisions++;
      expect(other).not.toBe(b);
    }
    first.set(a, b);
  }
  // 400,000^2 / 2 / 2^32 = 18.6 collisions of the first half are expected of a good hash, standard deviation 4.3.
  expect(collisions).toBeGreaterThan(1);
  expect(collisions).toBeLessThan(45);
});
