import { constant, floats, input, type OpCase, type OpInput } from '../../testing/op-case';
import { causalSoftmax } from '.';
import { causalSoftmaxReference } from './reference';

function softmaxCase(name: string, scores: OpInput, offset = 0, scale = 0.5): OpCase {
  const [time = 0, columns = 0] = scores.shape.slice(-2);
  return {
    name,
    inputs: { scores },
    run: (inputs) => causalSoftmax(input(inputs, 'scores'), scale, offset),
    reference: (values) => causalSoftmaxReference(input(values, 'scores'), time, columns, scale, offset),
  };
}

export const cases: readonly OpCase[] = [
  softmaxCase('1 x 1', floats([1, 1, 1, 1], 1)),
  softmaxCase('2 x 3 x 5 x 5', floats([2, 3, 5, 5], 1)),
  softmaxCase('1 x 2 x 67 x 131, offset 64', floats([1, 2, 67, 131], 1), 64),
  softmaxCase('one query over 9 keys', floats([1, 1, 1, 9], 1), 8),
  softmaxCase('large scores', floats([1, 1, 8, 8], 1, 1e4), 0, 1),
  softmaxCase('zeros', constant([1, 1, 6, 6], 0)),
  // More rows than one dimension of a dispatch can have workgroups.
  { ...softmaxCase('65,538 rows', floats([32769, 1, 2, 3], 1), 1), once: true },
];
