import type { Tensor } from '@tensorflow/tfjs';
import { defineNorm, type Normed } from './norm';
import { layerNormGradientReference, layerNormReference, layerNormWeightsReference } from './reference';

const norm = defineNorm({
  op: 'layerNorm',
  centred: true,
  forward: layerNormReference,
  gradient: layerNormGradientReference,
  weights: layerNormWeightsReference,
});

/** Layer normalisation of each row (Ba, Kiros and Hinton 2016, equation 4): x [N, C], gamma [C], beta [C] -> [N, C]. */
export function layerNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps: number): Tensor {
  return norm.plain(x, gamma, beta, eps);
}

/**
 * `layerNorm(x)` beside x itself, for residual blocks: whoever uses the returned x instead of the one given gets both gradients added in
 * the norm's own backward dispatch.
 */
export function layerNormBranch(x: Tensor, gamma: Tensor, beta: Tensor, eps: number): Normed {
  return norm.branch(x, gamma, beta, eps);
}

/** `layerNorm(x + branch)` and the sum: x [N, C] float32, branch [N, C] also f16. */
export function addLayerNorm(x: Tensor, branch: Tensor, gamma: Tensor, beta: Tensor, eps: number): Normed {
  return norm.add(x, branch, gamma, beta, eps);
}
