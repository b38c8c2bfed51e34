import { constant, floats, input, type OpCase, type OpInput } from '../../testing/op-case';
import { gelu } from '.';
import { geluReference } from './reference';

function geluCase(name: string, x: OpInput): OpCase {
  return {
    name,
    inputs: { x },
    run: (inputs) => gelu(input(inputs, 'x')),
    reference: (values) => geluReference(input(values, 'x')),
  };
}

export const cases: readonly OpCase[] = [
  geluCase('1', floats([1], 1)),
  geluCase('3 x 5 x 7', floats([3, 5, 7], 1)),
  geluCase('2 x 256', floats([2, 256], 1, 3)),
  geluCase('zeros', constant([4], 0)),
  geluCase('large', { shape: [6], values: Float32Array.of(-1e4, -100, -12, 12, 100, 1e4) }),
];
