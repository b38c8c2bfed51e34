import { constant, floats, input, type OpCase, type OpInput } from '../../testing/op-case';
import { rope } from '.';
import { ropeReference } from './reference';

function ropeCase(name: string, x: OpInput, offset = 0, theta = 10000): OpCase {
  const [time = 0, headSize = 0] = x.shape.slice(2);
  return {
    name,
    inputs: { x },
    run: (inputs) => rope(input(inputs, 'x'), theta, offset),
    reference: (values) => ropeReference(input(values, 'x'), { time, headSize, theta, offset, sign: 1 }),
  };
}

export const cases: readonly OpCase[] = [
  ropeCase('1 x 1 x 1 x 2', floats([1, 1, 1, 2], 1)),
  ropeCase('2 x 3 x 5 x 6', floats([2, 3, 5, 6], 1)),
  ropeCase('1 x 2 x 70 x 32', floats([1, 2, 70, 32], 1)),
  ropeCase('one row at position 4000', floats([1, 2, 1, 16], 1), 4000),
  ropeCase('another theta', floats([1, 1, 9, 8], 1), 3, 500000),
  ropeCase('zeros', constant([1, 1, 3, 4], 0)),
];
