import { expect, test } from 'vitest';
import { describeReference } from '../../testing/reference-suite';
import { cases } from './cases';
import { crossEntropyReference } from './reference';

describeReference('crossEntropy', cases);

test('equal logits cost ln V; a certain right answer costs nothing, a certain wrong one its margin', () => {
  const logits = Float64Array.of(4, 4, 4, 4, 0, 800, 0, 0, 0, 800, 0, 0);
  const settings = { ignoreIndex: -1, smoothing: 0 };
  const { loss } = crossEntropyReference(logits, Float64Array.of(2, 1, 0), settings);
  expect(loss[0]).toBeCloseTo(Math.log(4), 14);
  expect([loss[1], loss[2]]).toEqual([0, 800]);
});

test('smoothing moves its share to all classes evenly', () => {
  // ln sum exp is 800 to double precision: (1 - 0.1) * 0 + 0.1 * (0 + 3 * 800) / 4
  const settings = { ignoreIndex: -1, smoothing: 0.1 };
  const { loss } = crossEntropyReference(Float64Array.of(0, 800, 0, 0), Float64Array.of(1), settings);
  expect(loss[0]).toBeCloseTo(60, 12);
});
