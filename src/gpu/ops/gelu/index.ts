import type { Tensor } from '@tensorflow/tfjs';
import { halfIf } from '../../element-types';
import { wideLaunch, wideTypes } from '../../flat/elementwise';
import { sizeOf } from '../../numbers';
import { anyHalf, defineKernel, type Kernel } from '../../op';
import { geluGradientWgsl, geluWgsl, type Wide } from './kernel';
import { geluGradientReference, geluReference } from './reference';

interface Attrs {
  readonly half: boolean;
}

const forward: Kernel<'x', Attrs> = defineKernel<'x', Attrs, Wide>({
  name: 'LoamGelu',
  inputs: ['x'],
  outputs: ({ x }, { half }) => ({ y: halfIf(half, x) }),
  reference: ({ x }) => ({ y: geluReference(x) }),
  launch: ({ x }, _, traits) => wideLaunch(sizeOf(x), traits),
  types: (variant) => wideTypes(variant, 'x', 'y'),
  wgsl: geluWgsl,
  gradient: {
    saveInputs: ['x'],
    backward: (dy, { x }) => ({ x: () => geluGradient(x, dy) }),
  },
});

const backward: Kernel<'x' | 'dy', Attrs> = defineKernel<'x' | 'dy', Attrs, Wide>({
  name: 'LoamGeluGradient',
  inputs: ['x', 'dy'],
  outputs: ({ x }, { half }) => ({ dx: halfIf(half, x) }),
  reference: ({ x, dy }) => ({ dx: geluGradientReference(x, dy) }),
  launch: ({ x }, _, traits) => wideLaunch(sizeOf(x), traits),
  types: (variant) => wideTypes(variant, 'x', 'dy', 'dx'),
  wgsl: geluGradientWgsl,
});

/**
 * GELU in its tanh form (Hendrycks and Gimpel 2016, section 2; Hugging Face's `gelu_new`), elementwise, any shape; stored as x is. After a linear
 * layer `linearGelu` is the same in one dispatch.
 */
export function gelu(x: Tensor): Tensor {
  return forward({ x }, { half: anyHalf(x) })[0] as Tensor;
}

/** dy times GELU's derivative at x, stored as x is. */
export function geluGradient(x: Tensor, dy: Tensor): Tensor {
  return backward({ x, dy }, { half: anyHalf(x) })[0] as Tensor;
}
