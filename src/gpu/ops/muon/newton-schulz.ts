import type { Tensor } from '@tensorflow/tfjs';
import { u32 } from '../../dispatch';
import { elementwiseLaunch } from '../../elementwise';
import { wideTypes } from '../../flat/elementwise';
import { sizeOf } from '../../numbers';
import { defineKernel } from '../../op';
import { matMul } from '../matmul';
import { type PolynomialVariant, polynomialWgsl } from './kernel';
import { polynomialReference, STEPS } from './reference';

const polynomial = defineKernel<'gram' | 'square', Record<never, never>, PolynomialVariant>({
  name: 'LoamMuonPolynomial',
  inputs: ['gram', 'square'],
  inPlace: ['square'],
  outputs: () => ({}),
  reference: ({ gram, square }, shapes) => ({ square: polynomialReference(gram, square, shapes.gram[1] ?? 1) }),
  launch: ({ gram }, _, traits) => {
    const side = gram[1] ?? 1;
    const wide = side % 4 === 0;
    const launch = elementwiseLaunch(sizeOf(gram) / (wide ? 4 : 1), traits);
    return { ...launch, variant: { wide }, uniforms: { ...launch.uniforms, side: u32(side) } };
  },
  types: (variant) => wideTypes(variant, 'gram', 'square'),
  wgsl: polynomialWgsl,
});

/**
 * Matrices [P, R, C] with R <= C, each of norm at most 1, made nearly orthogonal: five steps of X = (a I + b X X^T + c (X X^T)^2) X, after which singular values are
 * about 0.7 to 1.2 and singular vectors what they were (Jordan et al. 2024). Four dispatches a step, whatever P. Does not dispose of `x`.
 */
export function newtonSchulz(x: Tensor): Tensor {
  let current = x;
  for (let step = 0; step < STEPS; step++) {
    const gram = matMul(current, current, { transposeB: true });
    const square = matMul(gram, gram);
    polynomial({ gram, square }, {});
    const next = matMul(square, current);
    gram.dispose();
    square.dispose();
    if (current !== x) current.dispose();
    current = next;
  }
  return current;
}
