import { constant, floats, input, type OpCase, type OpInput, shifted } from '../../testing/op-case';
import { rmsNorm } from '.';
import { rmsNormReference } from './reference';

const EPS = 1e-5;

function rmsNormCase(name: string, x: OpInput): OpCase {
  return {
    name,
    inputs: { x, gamma: floats([x.shape[1] ?? 0], 2) },
    run: (inputs) => rmsNorm(input(inputs, 'x'), input(inputs, 'gamma'), EPS),
    reference: (values) => rmsNormReference(input(values, 'x'), input(values, 'gamma'), EPS).y,
  };
}

export const cases: readonly OpCase[] = [
  rmsNormCase('1 x 1', floats([1, 1], 1)),
  rmsNormCase('3 x 5', floats([3, 5], 1)),
  rmsNormCase('20 x 64', floats([20, 64], 1)),
  rmsNormCase('5 x 131, no multiple of the workgroup', floats([5, 131], 1)),
  rmsNormCase('2 x 300, values about 100', shifted([2, 300], 1, 100, 10)),
  // dx is rstd = 316 times its terms at a row of zeros: scaled so that float32's absolute error stays comparable.
  rmsNormCase('4 x 6, zeros', constant([4, 6], 0)),
];
