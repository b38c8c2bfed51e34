import { floats, input } from '../../testing/op-case';
import { addLayerNorm, layerNorm, layerNormBranch } from '.';
import { normCases } from './norm-cases';
import { layerNormReference } from './reference';

const EPS = 1e-5;

export const { cases, halfCases } = normCases({
  weights: (columns) => ({ gamma: floats([columns], 2), beta: floats([columns], 3) }),
  plain: (x, given) => layerNorm(x, input(given, 'gamma'), input(given, 'beta'), EPS),
  branch: (x, given) => layerNormBranch(x, input(given, 'gamma'), input(given, 'beta'), EPS),
  add: (x, branch, given) => addLayerNorm(x, branch, input(given, 'gamma'), input(given, 'beta'), EPS),
  reference: (x, values) => layerNormReference(x, input(values, 'gamma'), input(values, 'beta'), EPS).y,
});
