import { expect, test } from 'vitest';
import { Rng } from '@/base/rng';
import { perturbed, realTexts } from './corpus';

test('copies differ in every line with words, a little, and are the same again for the same seed', () => {
  const [text = ''] = realTexts();
  expect(text.length).toBeGreaterThan(1000);
  const copy = perturbed(text, ['whale'], new Rng(1));
  expect(perturbed(text, ['whale'], new Rng(1))).toBe(copy);
  const [before, after] = [text.split(/\s+/), copy.split(/\s+/)];
  expect(after.length).toBe(before.length);
  const changed = before.filter((word, i) => word !== after[i]).length;
  expect(changed).toBeGreaterThan(before.length / 60);
  expect(changed).toBeLessThan(before.length / 5);
});
