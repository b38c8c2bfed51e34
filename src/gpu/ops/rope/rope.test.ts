import { expect, test } from 'vitest';
import { describeReference } from '../../testing/reference-suite';
import { cases } from './cases';
import { ropeReference } from './reference';

describeReference('rope', cases);

test('position 1 turns the first pair by one radian; position 0 turns nothing', () => {
  const settings = { time: 2, headSize: 4, theta: 100, offset: 0, sign: 1 };
  const y = ropeReference(Float64Array.of(1, 2, 3, 4, 1, 0, 0, 1), settings);
  expect([...y.slice(0, 4)]).toEqual([1, 2, 3, 4]);
  // Pairs (0, 2) by 1 and (1, 3) by 100^(-1/2) = 0.1
  const expected = [Math.cos(1), -Math.sin(0.1), Math.sin(1), Math.cos(0.1)];
  for (const [i, value] of expected.entries()) expect(y[4 + i]).toBeCloseTo(value, 14);
});
