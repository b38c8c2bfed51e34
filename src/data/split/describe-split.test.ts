import { expect, it } from 'vitest';
import { describeLeakage, describeSplit } from './describe-split';

it.each([
  [{ by: 'document', validationFraction: 0.1, seed: 1 }, 'By document, 10 % held out (seed 1)'],
  [
    { by: 'file', validationFraction: 0.1, seed: 3, fold: { count: 5, turn: 2 } },
    'By file, fold 2 of 5 held out (seed 3)',
  ],
  [{ by: 'time', validationFraction: 0.125, seed: 1 }, 'By time, 12.5 % held out'],
] as const)('says how %j divides', (split, said) => {
  expect(describeSplit(split)).toBe(said);
});

const report = { heldOut: 1200, exact: 0, near: 0, threshold: 0.72, pairs: [] };
it.each([
  [report, 'None of 1,200 held-out documents is trained on too, exactly or nearly (similarity 72 %).'],
  [{ ...report, near: undefined }, 'None of 1,200 held-out documents is trained on too, to the letter.'],
  [{ ...report, exact: 2, near: 1 }, '3 of 1,200 held-out documents are trained on too: 2 exactly, 1 nearly.'],
  [{ ...report, heldOut: 1, near: 1 }, '1 of 1 held-out document is trained on too: 1 nearly.'],
  [{ ...report, exact: 5, near: undefined }, '5 of 1,200 held-out documents are trained on too: 5 exactly.'],
])('says of %j what both sides have in common', (leakage, said) => {
  expect(describeLeakage(leakage)).toBe(said);
});
