import { expect, test } from 'vitest';
import { describeReference } from '../../testing/reference-suite';
import { cases } from './cases';
import { rmsNormReference } from './reference';

describeReference('rmsNorm', cases);

test('a row of a known root mean square', () => {
  // mean of squares (9 + 16) / 2, times 2 / 25 = 1
  const { y, rms } = rmsNormReference(Float64Array.of(3, 4), Float64Array.of(1, 10), 0);
  expect(y[0]).toBeCloseTo(3 / Math.sqrt(12.5), 14);
  expect(y[1]).toBeCloseTo(40 / Math.sqrt(12.5), 14);
  expect(rms[0]).toBeCloseTo(1 / Math.sqrt(12.5), 14);
});
