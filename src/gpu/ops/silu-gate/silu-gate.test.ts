import { expect, test } from 'vitest';
import { describeReference } from '../../testing/reference-suite';
import { cases } from './cases';
import { siluGateReference } from './reference';

describeReference('siluGate', cases);

test('known values', () => {
  const y = siluGateReference(Float64Array.of(0, Math.log(3), -1000, 1000), Float64Array.of(5, 2, 1, 1));
  expect(y[0]).toBe(0);
  expect(y[1]).toBeCloseTo(Math.log(3) * 1.5, 14); // the sigmoid of ln 3 is 3 / 4
  expect(y[2]).toBeCloseTo(0, 14);
  expect(y[3]).toBe(1000);
});
