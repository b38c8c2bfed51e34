import { expect, test } from 'vitest';
import { flopsPerStep } from '../material';
import { BASE, growths, shapes } from './growth';

test('each dimension is doubled twice, alone', () => {
  expect(shapes(BASE).map(({ name }) => name)).toEqual([
    'base',
    'L 4',
    'L 8',
    'D 128',
    'D 256',
    'T 128',
    'T 256',
    'B 8',
    'B 16',
  ]);
  expect(shapes(BASE)[4]).toEqual({ ...BASE, name: 'D 256', hidden: 256 });
});

test('time in proportion to the work grows no faster', () => {
  const all = growths(BASE, (shape) => flopsPerStep(shape) / 1e6);
  expect(all.length).toBe(8);
  for (const { ratio, faster } of all) {
    expect(ratio).toBeCloseTo(1, 12);
    expect(faster).toBe(false);
  }
  expect(all.find(({ dimension, to }) => dimension === 'batch' && to === 16)).toMatchObject({ from: 8, flopGrowth: 2 });
});

test('a term that grows faster is flagged, and only that', () => {
  const all = growths(BASE, (shape) => flopsPerStep(shape) * (shape.time / 64));
  expect(all.filter(({ faster }) => faster).map(({ dimension, to }) => [dimension, to])).toEqual([
    ['time', 128],
    ['time', 256],
  ]);
});

test('what was not measured is flagged', () => {
  expect(growths(BASE, () => Number.NaN).every(({ faster }) => faster)).toBe(true);
});
