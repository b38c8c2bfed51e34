import type { Tensor } from '@tensorflow/tfjs';
import { requireSize } from '../../checks';
import { f32 } from '../../dispatch';
import { flatLaunch } from '../../flat/elementwise';
import { blockConstant, type FlatLayout } from '../../flat/layout';
import { at, sizeOf } from '../../numbers';
import { defineKernel } from '../../op';
import { now } from '../../step-number';
import { type SgdVariant, sgdWgsl } from './kernel';
import { type SgdSettings, sgdReference } from './reference';

export type { SgdSettings } from './reference';

type Inputs = 'parameter' | 'gradient' | 'velocity' | 'gradientScale';
interface Attrs extends SgdSettings {
  readonly layout: FlatLayout;
  readonly decayed: ReadonlySet<string>;
}

const run = defineKernel<Inputs, Attrs, SgdVariant>({
  name: 'LoamSgd',
  inputs: ['parameter', 'gradient', 'velocity', 'gradientScale'],
  inPlace: ['parameter', 'velocity'],
  outputs: ({ parameter, gradient, velocity }, { layout }) => {
    for (const one of [parameter, gradient, velocity])
      requireSize(sizeOf(one), layout.size, 'sgd', 'the size of a flat tensor');
    return {};
  },
  reference: (values, _, { layout, decayed, ...settings }) =>
    sgdReference(values, at(values.gradientScale, 0), settings, layout, decayed),
  launch: (_, { layout, decayed, momentum, nesterov, weightDecay, ...byStep }, traits) => {
    const learningRate = now(byStep.learningRate);
    const launch = flatLaunch(layout, traits);
    return {
      ...launch,
      variant: { nesterov },
      uniforms: {
        ...launch.uniforms,
        momentum: f32(momentum),
        keep: f32(1 - learningRate * weightDecay),
        rate: f32(learningRate),
      },
      constants: { blocks: blockConstant(layout, decayed) },
    };
  },
  types: () => ({ parameter: 'vec4f', gradient: 'vec4f', velocity: 'vec4f', blocks: 'i32' }),
  wgsl: sgdWgsl,
});

/**
 * One step of SGD with momentum in place (Sutskever et al. 2013, equations 1 to 4, in the form of torch.optim.SGD without dampening: the rate is outside the
 * velocity, which is the same as long as the rate does not change): velocity = momentum velocity + g, and the parameter moves against it,
 * or against g + momentum velocity with Nesterov's look-ahead. Decoupled decay on the parts named in `decayed`. All tensors are flat, of one
 * layout: one dispatch. `gradientScale` (a scalar tensor, see `gradientNorm`) multiplies the gradient; below 0 nothing changes. Not differentiable.
 */
export function sgd(
  tensors: Readonly<Record<Inputs, Tensor>>,
  layout: FlatLayout,
  decayed: ReadonlySet<string>,
  settings: SgdSettings,
): void {
  run(tensors, { ...settings, layout, decayed });
}
