import { floats, input } from '../../testing/op-case';
import { normCases } from '../layer-norm/norm-cases';
import { addRmsNorm, rmsNorm, rmsNormBranch } from '.';
import { rmsNormReference } from './reference';

const EPS = 1e-5;

export const { cases, halfCases } = normCases({
  weights: (columns) => ({ gamma: floats([columns], 2) }),
  plain: (x, given) => rmsNorm(x, input(given, 'gamma'), EPS),
  branch: (x, given) => rmsNormBranch(x, input(given, 'gamma'), EPS),
  add: (x, branch, given) => addRmsNorm(x, branch, input(given, 'gamma'), EPS),
  reference: (x, values) => rmsNormReference(x, input(values, 'gamma'), EPS).y,
});
