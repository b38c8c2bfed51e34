import { expect, test } from 'vitest';
import { describeReference } from '../../testing/reference-suite';
import { sortIds } from '.';
import { cases } from './cases';
import { embeddingReference } from './reference';

describeReference('embedding', cases);

test('sortIds gives every id its positions in order, and ids outside the table none', () => {
  const { order, starts } = sortIds(Int32Array.of(2, 0, 2, 9, 1, -1, 2), 4);
  expect([...starts]).toEqual([0, 1, 2, 5, 5]);
  expect([...order.slice(0, 5)]).toEqual([1, 4, 0, 2, 6]);
});

test('rows by id, zeros outside the table', () => {
  const y = embeddingReference(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 0, -1, 2), 2);
  expect([...y]).toEqual([3, 4, 1, 2, 0, 0, 0, 0]);
});
