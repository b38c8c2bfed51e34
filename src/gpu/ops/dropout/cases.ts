import { constant, floats, input, type OpCase, type OpInput } from '../../testing/op-case';
import { dropout, dropoutAdd } from '.';
import { dropoutReference } from './reference';

function dropoutCase(name: string, x: OpInput, rate: number, seed = 1, stream = 0): OpCase {
  return {
    name,
    inputs: { x },
    run: (inputs) => dropout(input(inputs, 'x'), rate, seed, stream),
    reference: (values) => dropoutReference(input(values, 'x'), { rate, seed, stream }),
  };
}

function addCase(name: string, branch: OpInput, rate: number, seed = 1, stream = 0): OpCase {
  return {
    name: `add, ${name}`,
    inputs: { x: floats(branch.shape, 9), branch },
    run: (inputs) => dropoutAdd(input(inputs, 'x'), input(inputs, 'branch'), rate, () => seed, stream),
    reference: (values) => {
      const dropped = dropoutReference(input(values, 'branch'), { rate, seed, stream });
      return input(values, 'x').map((value, i) => value + (dropped[i] ?? Number.NaN));
    },
  };
}

export const cases: readonly OpCase[] = [
  dropoutCase('1', floats([1], 1), 0.5),
  dropoutCase('5 x 13, rate 0.1', floats([5, 13], 1), 0.1),
  addCase('5 x 13, rate 0.1', floats([5, 13], 1), 0.1),
  addCase('3 x 12', floats([3, 12], 1), 0.5, 7, 3),
  dropoutCase('3 x 1024, rate 0.9, large seeds', floats([3, 1024], 1), 0.9, 0xfedcba98, 0x80000001),
  dropoutCase('rate 0', floats([9], 1), 0),
  dropoutCase('zeros', constant([7], 0), 0.3),
];

/** Rows as a batch of sequences of 9 would give them. */
const batches = [1, 2, 8];
export const halfCases: readonly OpCase[] = batches.map((batch) =>
  dropoutCase(`batch ${batch}`, floats([9 * batch, 4], batch), 0.3),
);
export const halfBranchCases: readonly OpCase[] = batches.map((batch) =>
  addCase(`batch ${batch}`, floats([9 * batch, 5], batch), 0.3),
);
