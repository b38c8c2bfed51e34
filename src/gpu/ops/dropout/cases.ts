import { constant, floats, input, type OpCase, type OpInput } from '../../testing/op-case';
import { dropout } from '.';
import { dropoutReference } from './reference';

function dropoutCase(name: string, x: OpInput, rate: number, seed = 1, stream = 0): OpCase {
  return {
    name,
    inputs: { x },
    run: (inputs) => dropout(input(inputs, 'x'), rate, seed, stream),
    reference: (values) => dropoutReference(input(values, 'x'), { rate, seed, stream }),
  };
}

export const cases: readonly OpCase[] = [
  dropoutCase('1', floats([1], 1), 0.5),
  dropoutCase('5 x 13, rate 0.1', floats([5, 13], 1), 0.1),
  dropoutCase('3 x 1024, rate 0.9, large seeds', floats([3, 1024], 1), 0.9, 0xfedcba98, 0x80000001),
  dropoutCase('rate 0', floats([9], 1), 0),
  dropoutCase('zeros', constant([7], 0), 0.3),
];
