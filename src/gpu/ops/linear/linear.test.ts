import { expect, test } from 'vitest';
import { describeReference } from '../../testing/reference-suite';
import { cases } from './cases';
import { linearReference } from './reference';

describeReference('linear', cases);

test('a projection worked out by hand', () => {
  const sizes = { rows: 1, inner: 2, columns: 2, transposeW: false };
  const [x, w, bias] = [Float64Array.of(1, 2), Float64Array.of(3, 4, 5, 6), Float64Array.of(0.5, -1)];
  expect([...linearReference(x, w, bias, sizes)]).toEqual([13.5, 15]);
  expect([...linearReference(x, w, undefined, { ...sizes, transposeW: true })]).toEqual([11, 17]);
});
