import { constant, floats, input, type OpCase, type OpInput, shifted } from '../../testing/op-case';
import { layerNorm } from '.';
import { layerNormReference } from './reference';

const EPS = 1e-5;

function layerNormCase(name: string, x: OpInput): OpCase {
  const columns = x.shape[1] ?? 0;
  return {
    name,
    inputs: { x, gamma: floats([columns], 2), beta: floats([columns], 3) },
    run: (inputs) => layerNorm(input(inputs, 'x'), input(inputs, 'gamma'), input(inputs, 'beta'), EPS),
    reference: (values) => layerNormReference(input(values, 'x'), input(values, 'gamma'), input(values, 'beta'), EPS).y,
  };
}

export const cases: readonly OpCase[] = [
  layerNormCase('1 x 1', floats([1, 1], 1)),
  layerNormCase('3 x 5', floats([3, 5], 1)),
  layerNormCase('20 x 64', floats([20, 64], 1)),
  layerNormCase('5 x 131, no multiple of the workgroup', floats([5, 131], 1)),
  layerNormCase('2 x 300, values about 100', shifted([2, 300], 1, 100, 10)),
  layerNormCase('4 x 6, zeros', constant([4, 6], 0)),
];
