import type { Tensor } from '@tensorflow/tfjs';
import { dims, requireSize } from '../../checks';
import { f32, u32 } from '../../dispatch';
import { defineKernel, type Shapes } from '../../op';
import { type RowVariant, rowLaunch } from '../../row-reduce';
import { rmsNormGradientWgsl, rmsNormWeightsWgsl, rmsNormWgsl } from './kernel';
import { rmsNormGradientReference, rmsNormReference, rmsNormWeightsReference } from './reference';

type None = Record<never, never>;

function sizes({ x, gamma }: Shapes<'x' | 'gamma'>): [number, number] {
  const [rows, columns] = dims(x, 2, 'rmsNorm', 'x');
  requireSize(dims(gamma, 1, 'rmsNorm', 'gamma')[0], columns, 'rmsNorm', 'the length of gamma');
  return [rows, columns];
}

const forward = defineKernel<'x' | 'gamma', { eps: number }, RowVariant, 'rms'>({
  name: 'LoamRmsNorm',
  inputs: ['x', 'gamma'],
  outputs: (shapes) => {
    const [rows, columns] = sizes(shapes);
    return { y: [rows, columns], rms: [rows] };
  },
  reference: ({ x, gamma }, _, { eps }) => rmsNormReference(x, gamma, eps),
  launch: (shapes, { eps }, traits) => {
    const launch = rowLaunch(...sizes(shapes), traits);
    return { ...launch, uniforms: { ...launch.uniforms, eps: f32(eps) } };
  },
  wgsl: rmsNormWgsl,
  gradient: {
    saveInputs: ['x', 'gamma'],
    saveOutputs: { rms: 1 },
    backward: (dy, { x, gamma, rms }) => ({
      x: () => backward({ x, gamma, rms, dy }, {})[0] as Tensor,
      gamma: () => weights({ x, rms, dy }, {})[0] as Tensor,
    }),
  },
});

const backward = defineKernel<'x' | 'gamma' | 'rms' | 'dy', None, RowVariant>({
  name: 'LoamRmsNormGradient',
  inputs: ['x', 'gamma', 'rms', 'dy'],
  outputs: ({ x }) => ({ dx: x }),
  reference: ({ x, gamma, rms, dy }) => ({ dx: rmsNormGradientReference(x, gamma, rms, dy) }),
  launch: (shapes, _, traits) => rowLaunch(...sizes(shapes), traits),
  wgsl: rmsNormGradientWgsl,
});

const weights = defineKernel<'x' | 'rms' | 'dy', None, None>({
  name: 'LoamRmsNormWeights',
  inputs: ['x', 'rms', 'dy'],
  outputs: ({ x }) => ({ dgamma: [x[1] ?? 0] }),
  reference: ({ x, rms, dy }, shapes) => ({ dgamma: rmsNormWeightsReference(x, rms, dy, shapes.x[1] ?? 0) }),
  launch: ({ x: [rows = 0, columns = 0] }) => ({
    variant: {},
    uniforms: { rows: u32(rows), columns: u32(columns) },
    workgroups: Math.ceil(columns / 16),
  }),
  wgsl: rmsNormWeightsWgsl,
});

/** Root-mean-square normalisation of each row (Zhang and Sennrich 2019, equation 4): x [N, C], gamma [C] -> [N, C]. */
export function rmsNorm(x: Tensor, gamma: Tensor, eps: number): Tensor {
  return forward({ x, gamma }, { eps })[0] as Tensor;
}
