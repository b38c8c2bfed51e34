import { expect, test } from 'vitest';
import { describeReference } from '../../testing/reference-suite';
import { cases } from './cases';
import { layerNormReference } from './reference';

describeReference('layerNorm', cases);

test('a row of a known mean and variance', () => {
  // mean 3, variance 4: h = (1 - 3) / 2 and (5 - 3) / 2
  const { y, stats } = layerNormReference(Float64Array.of(1, 5), Float64Array.of(2, 2), Float64Array.of(0, 10), 0);
  expect([...y]).toEqual([-2, 12]);
  expect([...stats]).toEqual([3, 0.5]);
});
