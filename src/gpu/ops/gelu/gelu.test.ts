import { expect, test } from 'vitest';
import { describeReference } from '../../testing/reference-suite';
import { cases } from './cases';
import { geluReference } from './reference';

describeReference('gelu', cases);

test('known values', () => {
  const y = geluReference(Float64Array.of(0, 1, -1, 20, -20));
  // 0.5 (1 + tanh(sqrt(2 / pi) 1.044715)) = 0.841192
  expect(y[1]).toBeCloseTo(0.841192, 6);
  expect((y[1] ?? 0) + (y[2] ?? 0)).toBeCloseTo(0.682384, 6); // gelu(1) + gelu(-1) = tanh(...)
  expect([y[0], y[3], y[4]]).toEqual([0, 20, -0]);
});
