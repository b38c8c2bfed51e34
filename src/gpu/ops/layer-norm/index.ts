import type { Tensor } from '@tensorflow/tfjs';
import { dims, requireSize } from '../../checks';
import { f32, u32 } from '../../dispatch';
import { defineKernel, type Shapes } from '../../op';
import { type RowVariant, rowLaunch } from '../../row-reduce';
import { layerNormGradientWgsl, layerNormWeightsWgsl, layerNormWgsl } from './kernel';
import { layerNormGradientReference, layerNormReference, layerNormWeightsReference } from './reference';

type None = Record<never, never>;

function sizes({ x, gamma }: Shapes<'x' | 'gamma'>): [number, number] {
  const [rows, columns] = dims(x, 2, 'layerNorm', 'x');
  requireSize(dims(gamma, 1, 'layerNorm', 'gamma')[0], columns, 'layerNorm', 'the length of gamma');
  return [rows, columns];
}

const forward = defineKernel<'x' | 'gamma' | 'beta', { eps: number }, RowVariant, 'stats'>({
  name: 'LoamLayerNorm',
  inputs: ['x', 'gamma', 'beta'],
  outputs: (shapes) => {
    const [rows, columns] = sizes(shapes);
    requireSize(dims(shapes.beta, 1, 'layerNorm', 'beta')[0], columns, 'layerNorm', 'the length of beta');
    return { y: [rows, columns], stats: [rows, 2] };
  },
  reference: ({ x, gamma, beta }, _, { eps }) => layerNormReference(x, gamma, beta, eps),
  launch: (shapes, { eps }, traits) => {
    const launch = rowLaunch(...sizes(shapes), traits);
    return { ...launch, uniforms: { ...launch.uniforms, eps: f32(eps) } };
  },
  wgsl: layerNormWgsl,
  gradient: {
    saveInputs: ['x', 'gamma'],
    saveOutputs: { stats: 1 },
    backward: (dy, { x, gamma, stats }) => {
      const [dgamma, dbeta] = weights({ x, stats, dy }, {});
      return {
        x: () => backward({ x, gamma, stats, dy }, {})[0] as Tensor,
        gamma: () => dgamma as Tensor,
        beta: () => dbeta as Tensor,
      };
    },
  },
});

const backward = defineKernel<'x' | 'gamma' | 'stats' | 'dy', None, RowVariant>({
  name: 'LoamLayerNormGradient',
  inputs: ['x', 'gamma', 'stats', 'dy'],
  outputs: ({ x }) => ({ dx: x }),
  reference: ({ x, gamma, stats, dy }) => ({ dx: layerNormGradientReference(x, gamma, stats, dy) }),
  launch: (shapes, _, traits) => rowLaunch(...sizes(shapes), traits),
  wgsl: layerNormGradientWgsl,
});

const weights = defineKernel<'x' | 'stats' | 'dy', None, None>({
  name: 'LoamLayerNormWeights',
  inputs: ['x', 'stats', 'dy'],
  outputs: ({ x }) => ({ dgamma: [x[1] ?? 0], dbeta: [x[1] ?? 0] }),
  reference: ({ x, stats, dy }, shapes) => layerNormWeightsReference(x, stats, dy, shapes.x[1] ?? 0),
  launch: ({ x: [rows = 0, columns = 0] }) => ({
    variant: {},
    uniforms: { rows: u32(rows), columns: u32(columns) },
    workgroups: Math.ceil(columns / 16),
  }),
  wgsl: layerNormWeightsWgsl,
});

/** Layer normalisation of each row (Ba, Kiros and Hinton 2016, equation 4): x [N, C], gamma [C], beta [C] -> [N, C]. */
export function layerNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps: number): Tensor {
  return forward({ x, gamma, beta }, { eps })[0] as Tensor;
}
