import { expect, test } from 'vitest';
import { describeReference } from '../../testing/reference-suite';
import { cases } from './cases';
import { causalSoftmaxReference } from './reference';

describeReference('causalSoftmax', cases);

test('equal scores share their visible columns evenly; a far larger one takes all', () => {
  const p = causalSoftmaxReference(Float64Array.of(1, 1, 1, 7, 7, 7, 0, 1e6, 0), 3, 3, 1, 0);
  expect([...p]).toEqual([1, 0, 0, 0.5, 0.5, 0, 0, 1, 0]);
});
