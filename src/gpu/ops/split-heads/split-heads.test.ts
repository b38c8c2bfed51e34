import { expect, test } from 'vitest';
import { describeReference } from '../../testing/reference-suite';
import { cases } from './cases';
import { mergeHeadsReference, splitHeadsReference } from './reference';

describeReference('splitHeads', cases);

test('columns of two positions become rows of two heads, and back', () => {
  const layout = { batch: 1, time: 2, heads: [2], headSize: 2 };
  const x = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const [part = new Float64Array()] = splitHeadsReference(x, layout);
  expect([...part]).toEqual([1, 2, 5, 6, 3, 4, 7, 8]);
  expect(mergeHeadsReference([part], layout)).toEqual(x);
});
