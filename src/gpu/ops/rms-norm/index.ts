import type { Tensor } from '@tensorflow/tfjs';
import { defineNorm, type Normed } from '../layer-norm/norm';
import { rmsNormGradientReference, rmsNormReference, rmsNormWeightsReference } from './reference';

const norm = defineNorm({
  op: 'rmsNorm',
  centred: false,
  forward: (x, gamma, _, eps) => {
    const { y, rms } = rmsNormReference(x, gamma, eps);
    return { y, stats: rms };
  },
  gradient: rmsNormGradientReference,
  weights: rmsNormWeightsReference,
});

/** Root-mean-square normalisation of each row (Zhang and Sennrich 2019, equation 4): x [N, C], gamma [C] -> [N, C]. */
export function rmsNorm(x: Tensor, gamma: Tensor, eps: number): Tensor {
  return norm.plain(x, gamma, undefined, eps);
}

/** `rmsNorm(x)` beside x itself: use the returned x instead of the one given; see `layerNormBranch`. */
export function rmsNormBranch(x: Tensor, gamma: Tensor, eps: number): Normed {
  return norm.branch(x, gamma, undefined, eps);
}

/** `rmsNorm(x + branch)` and the sum: x [N, C] float32, branch [N, C] also f16. */
export function addRmsNorm(x: Tensor, branch: Tensor, gamma: Tensor, eps: number): Normed {
  return norm.add(x, branch, gamma, undefined, eps);
}
