import { expect, test } from 'vitest';
import { describeReference } from '../../testing/reference-suite';
import { linearCases, linearGeluCases, linearSiluGateCases } from './cases';
import { linearReference, linearSiluGateReference } from './reference';

describeReference('linear', linearCases);
describeReference('linearGelu', linearGeluCases);
describeReference('linearSiluGate', linearSiluGateCases);

test('a projection worked out by hand', () => {
  const sizes = { rows: 1, inner: 2, columns: 2, transposeW: false };
  const [x, w, bias] = [Float64Array.of(1, 2), Float64Array.of(3, 4, 5, 6), Float64Array.of(0.5, -1)];
  expect([...linearReference(x, w, bias, sizes)]).toEqual([13.5, 15]);
  expect([...linearReference(x, w, undefined, { ...sizes, transposeW: true })]).toEqual([11, 17]);
  expect([...linearReference(x, w, bias, sizes, Float64Array.of(100, 200))]).toEqual([113.5, 215]);
});

test('a gate worked out by hand: the first rows of the weight are the gate', () => {
  // The sigmoid of ln 3 is 3 / 4; x Wg^T = (ln 3, 0), x Wu^T = (2, 5).
  const w = Float64Array.of(Math.log(3), 0, 2, 5);
  const { y, pre } = linearSiluGateReference(Float64Array.of(1), w, {
    rows: 1,
    inner: 1,
    columns: 4,
    transposeW: true,
  });
  expect([...pre]).toEqual([...w]);
  expect(y[0]).toBeCloseTo(Math.log(3) * 1.5, 14);
  expect(y[1]).toBe(0);
});
