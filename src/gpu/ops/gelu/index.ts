import type { Tensor } from '@tensorflow/tfjs';
import { elementwiseLaunch } from '../../elementwise';
import { sizeOf } from '../../numbers';
import { defineKernel } from '../../op';
import { geluGradientWgsl, geluWgsl } from './kernel';
import { geluGradientReference, geluReference } from './reference';

type None = Record<never, never>;

const forward = defineKernel<'x', None, None>({
  name: 'LoamGelu',
  inputs: ['x'],
  outputs: ({ x }) => ({ y: x }),
  reference: ({ x }) => ({ y: geluReference(x) }),
  launch: ({ x }) => elementwiseLaunch(sizeOf(x)),
  wgsl: geluWgsl,
  gradient: {
    saveInputs: ['x'],
    backward: (dy, { x }) => ({ x: () => backward({ x, dy }, {})[0] as Tensor }),
  },
});

const backward = defineKernel<'x' | 'dy', None, None>({
  name: 'LoamGeluGradient',
  inputs: ['x', 'dy'],
  outputs: ({ x }) => ({ dx: x }),
  reference: ({ x, dy }) => ({ dx: geluGradientReference(x, dy) }),
  launch: ({ x }) => elementwiseLaunch(sizeOf(x)),
  wgsl: geluGradientWgsl,
});

/** GELU in its tanh form (Hendrycks and Gimpel 2016, section 2; Hugging Face's `gelu_new`), elementwise, any shape. */
export function gelu(x: Tensor): Tensor {
  return forward({ x }, {})[0] as Tensor;
}
