import { expect, test } from 'vitest';
import { describeReference } from '../../testing/reference-suite';
import { cases } from './cases';
import { philox } from './philox';
import { dropoutReference } from './reference';

describeReference('dropout', cases);

test('Philox gives the published numbers', () => {
  // Known answers of Random123 1.14, file kat_vectors, philox4x32-10.
  expect(philox([0, 0, 0, 0], [0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
  const ones = 0xffffffff;
  expect(philox([ones, ones, ones, ones], [ones, ones])).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
  expect(philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
    0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1,
  ]);
});

test('as many are dropped as asked, the mean stays, and streams differ', () => {
  const ones = new Float64Array(20000).fill(1);
  const y = dropoutReference(ones, { rate: 0.3, seed: 5, stream: 1 });
  const dropped = y.filter((value) => value === 0).length;
  // Binomial: 6000 with standard deviation 65; five of them.
  expect(Math.abs(dropped - 6000)).toBeLessThan(325);
  expect(Math.max(...y)).toBeCloseTo(1 / 0.7, 14);
  const other = dropoutReference(ones, { rate: 0.3, seed: 5, stream: 2 });
  const both = y.filter((value, i) => value === 0 && other[i] === 0).length;
  expect(Math.abs(both - 1800)).toBeLessThan(200); // independent: 0.09 of 20000, standard deviation 40
});
