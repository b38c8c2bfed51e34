import type { Tensor } from '@tensorflow/tfjs';
import { requireThat } from '../../checks';
import type { DeviceTraits } from '../../device-traits';
import { f32, u32 } from '../../dispatch';
import { sizeOf } from '../../numbers';
import { defineKernel, type Shape } from '../../op';
import { type RowVariant, rowLaunch } from '../../row-reduce';
import { causalSoftmaxGradientWgsl, causalSoftmaxWgsl } from './kernel';
import { causalSoftmaxGradientReference, causalSoftmaxReference } from './reference';

interface Attrs {
  readonly scale: number;
  readonly offset: number;
}

function sizes(shape: Shape): { rows: number; time: number; columns: number } {
  const [time = 0, columns = 0] = shape.slice(-2);
  requireThat(shape.length >= 2, 'causalSoftmax', `scores should have at least 2 dimensions, not ${shape.length}`);
  return { rows: sizeOf(shape) / columns, time, columns };
}

function launchOver(shape: Shape, { scale, offset }: Attrs, traits: DeviceTraits) {
  const { rows, time, columns } = sizes(shape);
  const launch = rowLaunch(rows, columns, traits);
  return { ...launch, uniforms: { ...launch.uniforms, time: u32(time), offset: u32(offset), scale: f32(scale) } };
}

const forward = defineKernel<'scores', Attrs, RowVariant, 'p'>({
  name: 'LoamCausalSoftmax',
  inputs: ['scores'],
  outputs: ({ scores }) => ({ p: scores }),
  reference: ({ scores }, shapes, { scale, offset }) => {
    const { time, columns } = sizes(shapes.scores);
    return { p: causalSoftmaxReference(scores, time, columns, scale, offset) };
  },
  launch: ({ scores }, attrs, traits) => launchOver(scores, attrs, traits),
  wgsl: causalSoftmaxWgsl,
  gradient: {
    saveOutputs: { p: 0 },
    backward: (dy, { p }, attrs) => ({ scores: () => backward({ p, dp: dy }, attrs)[0] as Tensor }),
  },
});

const backward = defineKernel<'p' | 'dp', Attrs, RowVariant>({
  name: 'LoamCausalSoftmaxGradient',
  inputs: ['p', 'dp'],
  outputs: ({ p }) => ({ dscores: p }),
  reference: ({ p, dp }, shapes, { scale }) => ({
    dscores: causalSoftmaxGradientReference(p, dp, sizes(shapes.p).columns, scale),
  }),
  launch: ({ p }, attrs, traits) => launchOver(p, attrs, traits),
  wgsl: causalSoftmaxGradientWgsl,
});

/**
 * Softmax of scale * scores over each row's visible columns: row t of scores [..., T, S] attends to columns 0 .. t + offset, the rest
 * are zero. Any number of rows.
 */
export function causalSoftmax(scores: Tensor, scale: number, offset: number): Tensor {
  return forward({ scores }, { scale, offset })[0] as Tensor;
}
