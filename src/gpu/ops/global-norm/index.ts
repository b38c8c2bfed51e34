import * as tf from '@tensorflow/tfjs';
import { requireSize, requireThat } from '../../checks';
import { f32, u32 } from '../../dispatch';
import { at, sizeOf } from '../../numbers';
import { defineKernel } from '../../op';
import { CHUNKS, clipScaleWgsl, GROUP, rootWgsl, squaresWgsl, tensorName } from './kernel';
import { clipScaleReference, squaresReference } from './reference';

type None = Record<never, never>;
const NAMES = Array.from({ length: GROUP }, (_, i) => tensorName(i));

/** Writes the partial sums of up to GROUP tensors into rows first, first + 1, ... of `partial` [tensors, CHUNKS], in place. */
const squares = defineKernel<string, { first: number }, { count: number }>({
  name: 'LoamSquares',
  inputs: [...NAMES, 'partial'],
  inPlace: ['partial'],
  outputs: () => ({}),
  reference: ({ partial, ...tensors }, _, { first }) => {
    const out = Float64Array.from(partial ?? []);
    NAMES.forEach((name, i) => {
      const x = tensors[name];
      if (x) out.fill(0, (first + i) * CHUNKS, (first + i + 1) * CHUNKS)[(first + i) * CHUNKS] = squaresReference(x);
    });
    return { partial: out };
  },
  launch: ({ partial: _, ...shapes }, { first }) => {
    const given = Object.entries(shapes);
    const sizes = given.map(([name, shape]) => [name.replace('x', 'size'), u32(sizeOf(shape))]);
    return {
      variant: { count: given.length },
      uniforms: { first: u32(first), ...Object.fromEntries(sizes) },
      workgroups: [CHUNKS, given.length, 1],
    };
  },
  wgsl: squaresWgsl,
});

const root = defineKernel<'partial', None, None>({
  name: 'LoamRoot',
  inputs: ['partial'],
  outputs: () => ({ norm: [] }),
  reference: ({ partial }) => ({ norm: Float64Array.of(Math.sqrt(partial.reduce((sum, x) => sum + x, 0))) }),
  launch: ({ partial }) => ({ variant: {}, uniforms: { size: u32(sizeOf(partial)) }, workgroups: 1 }),
  wgsl: rootWgsl,
});

const clip = defineKernel<'norm', { largest: number }, None>({
  name: 'LoamClipScale',
  inputs: ['norm'],
  outputs: ({ norm }) => {
    requireSize(sizeOf(norm), 1, 'clipScale', 'the size of the norm');
    return { scale: [] };
  },
  reference: ({ norm }, _, { largest }) => ({ scale: Float64Array.of(clipScaleReference(at(norm, 0), largest)) }),
  launch: (_, { largest }) => ({ variant: {}, uniforms: { largest: f32(largest) }, workgroups: 1 }),
  wgsl: clipScaleWgsl,
});

/** L2 norm of all gradients together, a scalar, added in a fixed order: one dispatch for each 7 tensors, and one. Not differentiable. */
export function globalNorm(gradients: readonly tf.Tensor[]): tf.Scalar {
  requireThat(gradients.length > 0, 'globalNorm', 'there are no gradients');
  return tf.tidy(() => {
    const partial = tf.tensor(new Float32Array(gradients.length * CHUNKS), [gradients.length, CHUNKS]);
    for (let first = 0; first < gradients.length; first += GROUP) {
      const group = gradients.slice(first, first + GROUP).map((tensor, i) => [tensorName(i), tensor]);
      squares({ ...Object.fromEntries(group), partial }, { first });
    }
    return root({ partial }, {})[0] as tf.Scalar;
  });
}

/** min(1, largest / (norm + 1e-6)), a scalar on the device: what torch's clip_grad_norm_ multiplies gradients by. */
export function clipScale(norm: tf.Tensor, largest: number): tf.Scalar {
  return clip({ norm }, { largest })[0] as tf.Scalar;
}
