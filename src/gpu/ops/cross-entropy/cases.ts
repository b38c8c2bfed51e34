import { constant, floats, ids, input, type OpCase, type OpInput } from '../../testing/op-case';
import { crossEntropy } from '.';
import { crossEntropyReference } from './reference';

function crossEntropyCase(name: string, logits: OpInput, ignored: readonly number[] = [], ignoreIndex = -1): OpCase {
  const [rows = 0, classes = 0] = logits.shape;
  const targets = ids(rows, classes, 7);
  for (const row of ignored) targets.values[row] = ignoreIndex;
  return {
    name,
    inputs: { logits, targets },
    run: (inputs) => crossEntropy(input(inputs, 'logits'), input(inputs, 'targets'), ignoreIndex),
    reference: (values) => crossEntropyReference(input(values, 'logits'), input(values, 'targets'), ignoreIndex).loss,
  };
}

export const cases: readonly OpCase[] = [
  crossEntropyCase('1 x 1', floats([1, 1], 1)),
  crossEntropyCase('5 x 7, two rows ignored', floats([5, 7], 1), [0, 3]),
  crossEntropyCase('3 x 64', floats([3, 64], 1)),
  crossEntropyCase('17 x 515', floats([17, 515], 1, 3), [4]),
  crossEntropyCase('large logits', floats([4, 9], 1, 1000)),
  crossEntropyCase('zeros', constant([3, 8], 0)),
  crossEntropyCase('another ignore index', floats([4, 5], 1), [1], 2),
  crossEntropyCase('all ignored', floats([2, 3], 1), [0, 1]),
];
