import type { Scalar, Tensor } from '@tensorflow/tfjs';
import { requireSize } from '../../checks';
import { f32, u32 } from '../../dispatch';
import { blockConstant, type FlatLayout } from '../../flat/layout';
import { at, sizeOf } from '../../numbers';
import { defineKernel } from '../../op';
import { traitsNow } from '../../row-reduce';
import { finishWgsl, mostPartials, squaresWgsl } from './kernel';
import { type NormSettings, normReference, squaresReference } from './reference';

interface SquaresAttrs {
  readonly layout: FlatLayout;
  /** How many sums, each a workgroup's. */
  readonly partials: number;
}

const squares = defineKernel<'flat', SquaresAttrs, Record<never, never>>({
  name: 'LoamSquares',
  inputs: ['flat'],
  outputs: ({ flat }, { layout, partials }) => {
    requireSize(sizeOf(flat), layout.size, 'gradientNorm', 'the size of the gradient');
    return { partial: [partials] };
  },
  reference: ({ flat }, _, { layout, partials }) => {
    const partial = new Float64Array(partials);
    partial[0] = squaresReference(flat, layout);
    return { partial };
  },
  launch: (_, { layout, partials }) => ({
    variant: {},
    uniforms: { size: u32(layout.size / 4) },
    workgroups: partials,
    constants: { blocks: blockConstant(layout) },
  }),
  types: () => ({ flat: 'vec4f', blocks: 'i32' }),
  wgsl: squaresWgsl,
});

const finish = defineKernel<'partial' | 'lossScale', NormSettings, { scaled: boolean }>({
  name: 'LoamGradientNorm',
  inputs: ['partial', 'lossScale'],
  inPlace: ['lossScale'],
  outputs: () => ({ norm: [], scale: [] }),
  reference: ({ partial, lossScale }, _, settings) => {
    const sum = partial.reduce((a, b) => a + b, 0);
    const { norm, scale, ...next } = normReference(sum, settings, lossScale as Float64Array | undefined); // optional input
    return { norm: Float64Array.of(norm), scale: Float64Array.of(scale), lossScale: next.lossScale };
  },
  launch: (shapes, { largest }) => ({
    variant: { scaled: shapes.lossScale !== undefined },
    uniforms: { size: u32(at(Float64Array.from(shapes.partial), 0)), largest: f32(largest) },
    workgroups: 1,
  }),
  wgsl: finishWgsl,
});

/**
 * L2 norm of all gradients together, and what an update must multiply them by, two scalars on the device, in two dispatches and a fixed order.
 * `scale` is min(1, largest / (norm + 1e-6)), as torch's clip_grad_norm_ has it; -1 where the norm is not finite, which means: change nothing.
 *
 * With dynamic loss scaling (Micikevicius et al. 2018), the gradient is that of loss * lossScale[0]: norm and scale are for the unscaled one, and
 * `lossScale` ([scale, steps without overflow], changed in place) is halved after an overflow and doubled after 500 good steps.
 */
export function gradientNorm(
  gradient: Tensor,
  layout: FlatLayout,
  settings: NormSettings,
  lossScale?: Tensor,
): { norm: Scalar; scale: Scalar } {
  const partials = Math.min(mostPartials(traitsNow()), Math.ceil(layout.size / 256));
  const partial = squares({ flat: gradient }, { layout, partials })[0] as Tensor;
  const [norm, scale] = finish(lossScale ? { partial, lossScale } : { partial }, settings);
  partial.dispose();
  return { norm: norm as Scalar, scale: scale as Scalar };
}
