import type { Tensor } from '@tensorflow/tfjs';
import { requireSize } from '../../checks';
import { f32 } from '../../dispatch';
import { flatLaunch } from '../../flat/elementwise';
import { blockConstant, type FlatLayout } from '../../flat/layout';
import { at, sizeOf } from '../../numbers';
import { defineKernel } from '../../op';
import { now } from '../../step-number';
import { lionWgsl } from './kernel';
import { type LionSettings, lionReference } from './reference';

export type { LionSettings } from './reference';

type Inputs = 'parameter' | 'gradient' | 'm' | 'gradientScale';
interface Attrs extends LionSettings {
  readonly layout: FlatLayout;
  readonly decayed: ReadonlySet<string>;
}

const run = defineKernel<Inputs, Attrs, Record<never, never>>({
  name: 'LoamLion',
  inputs: ['parameter', 'gradient', 'm', 'gradientScale'],
  inPlace: ['parameter', 'm'],
  outputs: ({ parameter, gradient, m }, { layout }) => {
    for (const one of [parameter, gradient, m])
      requireSize(sizeOf(one), layout.size, 'lion', 'the size of a flat tensor');
    return {};
  },
  reference: (values, _, { layout, decayed, ...settings }) =>
    lionReference(values, at(values.gradientScale, 0), settings, layout, decayed),
  launch: (_, { layout, decayed, beta1, beta2, weightDecay, ...byStep }, traits) => {
    const learningRate = now(byStep.learningRate);
    const launch = flatLaunch(layout, traits);
    return {
      ...launch,
      uniforms: {
        ...launch.uniforms,
        beta1: f32(beta1),
        restBeta1: f32(1 - beta1),
        beta2: f32(beta2),
        restBeta2: f32(1 - beta2),
        keep: f32(1 - learningRate * weightDecay),
        rate: f32(learningRate),
      },
      constants: { blocks: blockConstant(layout, decayed) },
    };
  },
  types: () => ({ parameter: 'vec4f', gradient: 'vec4f', m: 'vec4f', blocks: 'i32' }),
  wgsl: lionWgsl,
});

/**
 * One step of Lion in place (Chen et al. 2023, algorithm 2): every element moves by the rate against the sign of beta1 m + (1 - beta1) g, then
 * m = beta2 m + (1 - beta2) g. Decoupled decay on the parts named in `decayed`. All tensors are flat, of one layout: one dispatch.
 * `gradientScale` (a scalar tensor, see `gradientNorm`) multiplies the gradient; below 0 nothing changes. Not differentiable.
 */
export function lion(
  tensors: Readonly<Record<Inputs, Tensor>>,
  layout: FlatLayout,
  decayed: ReadonlySet<string>,
  settings: LionSettings,
): void {
  run(tensors, { ...settings, layout, decayed });
}
