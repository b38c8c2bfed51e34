import type { Tensor } from '@tensorflow/tfjs';
import { requireSize } from '../../checks';
import { f32 } from '../../dispatch';
import { elementwiseLaunch } from '../../elementwise';
import { at, sizeOf } from '../../numbers';
import { defineKernel } from '../../op';
import { now } from '../../step-number';
import { adamWWgsl } from './kernel';
import { type AdamWSettings, adamWReference } from './reference';

export type { AdamWSettings } from './reference';

type Inputs = 'parameter' | 'gradient' | 'm' | 'v' | 'gradientScale';

const run = defineKernel<Inputs, AdamWSettings, { scaled: boolean }>({
  name: 'LoamAdamW',
  inputs: ['parameter', 'gradient', 'm', 'v', 'gradientScale'],
  inPlace: ['parameter', 'm', 'v'],
  outputs: ({ parameter, gradient, m, v }) => {
    for (const other of [gradient, m, v]) requireSize(sizeOf(other), sizeOf(parameter), 'adamW', 'the size of a state');
    return {};
  },
  reference: (values, _, settings) =>
    adamWReference(values, values.gradientScale ? at(values.gradientScale, 0) : 1, settings),
  launch: (shapes, { beta1, beta2, epsilon, weightDecay, ...byStep }) => {
    const learningRate = now(byStep.learningRate);
    const step = now(byStep.step);
    const launch = elementwiseLaunch(sizeOf(shapes.parameter));
    return {
      variant: { scaled: shapes.gradientScale !== undefined },
      workgroups: launch.workgroups,
      uniforms: {
        ...launch.uniforms,
        beta1: f32(beta1),
        restBeta1: f32(1 - beta1),
        beta2: f32(beta2),
        restBeta2: f32(1 - beta2),
        epsilon: f32(epsilon),
        keep: f32(1 - learningRate * weightDecay),
        rate: f32(learningRate / (1 - beta1 ** step)),
        inverseRoot: f32(1 / Math.sqrt(1 - beta2 ** step)),
      },
    };
  },
  wgsl: adamWWgsl,
});

/**
 * One step of AdamW in place (Loshchilov and Hutter 2019, algorithm 2, without the schedule multiplier, hence as torch.optim.AdamW):
 * decoupled decay, bias-corrected moments. All tensors have the parameter's shape; `gradientScale` (a scalar tensor, for clipping)
 * multiplies the gradient. `parameter`, `m` and `v` keep their buffers: clones that share them change too. Not differentiable.
 */
export function adamW(
  tensors: { readonly parameter: Tensor; readonly gradient: Tensor; readonly m: Tensor; readonly v: Tensor },
  { gradientScale, ...settings }: AdamWSettings & { readonly gradientScale?: Tensor },
): void {
  run(gradientScale ? { ...tensors, gradientScale } : tensors, settings);
}
