import type { Tensor } from '@tensorflow/tfjs';
import { requireSize } from '../../checks';
import { f32 } from '../../dispatch';
import { flatLaunch } from '../../flat/elementwise';
import { blockConstant, type FlatLayout, onlyParts, placeTable } from '../../flat/layout';
import { at, sizeOf } from '../../numbers';
import { defineKernel } from '../../op';
import { now } from '../../step-number';
import { type AdamWVariant, adamWWgsl } from './kernel';
import { type AdamWSettings, adamWReference } from './reference';

export type { AdamWSettings } from './reference';

type Inputs = 'parameter' | 'gradient' | 'm' | 'v' | 'gradientScale';
interface Attrs extends AdamWSettings {
  readonly layout: FlatLayout;
  readonly decayed: ReadonlySet<string>;
  readonly moments: FlatLayout;
}

const run = defineKernel<Inputs, Attrs, AdamWVariant>({
  name: 'LoamAdamW',
  inputs: ['parameter', 'gradient', 'm', 'v', 'gradientScale'],
  inPlace: ['parameter', 'm', 'v'],
  outputs: ({ parameter, gradient, m, v }, { layout, moments }) => {
    const sizes = [
      [parameter, layout],
      [gradient, layout],
      [m, moments],
      [v, moments],
    ] as const;
    for (const [shape, { size }] of sizes) requireSize(sizeOf(shape), size, 'adamW', 'the size of a flat tensor');
    return {};
  },
  reference: (values, _, { layout, decayed, moments, ...settings }) =>
    adamWReference(values, at(values.gradientScale, 0), settings, layout, decayed, moments),
  launch: (_, { layout, decayed, moments, beta1, beta2, epsilon, weightDecay, ...byStep }, traits) => {
    const learningRate = now(byStep.learningRate);
    const step = now(byStep.step);
    const launch = flatLaunch(layout, traits);
    const apart = moments.key !== layout.key;
    const updated = apart ? onlyParts(layout, (_part, place) => (moments.parts[place]?.size ?? 0) > 0) : layout;
    const places = { key: `places ${layout.key} in ${moments.key}`, make: () => placeTable(layout, moments) };
    return {
      ...launch,
      variant: { apart },
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
      constants: { blocks: blockConstant(updated, decayed), ...(apart ? { places } : {}) },
    };
  },
  types: () => ({ parameter: 'vec4f', gradient: 'vec4f', m: 'vec4f', v: 'vec4f', blocks: 'i32', places: 'i32' }),
  wgsl: adamWWgsl,
});

/**
 * One step of AdamW in place (Loshchilov and Hutter 2019, algorithm 2, without the schedule multiplier, hence as torch.optim.AdamW):
 * decoupled decay on the parts named in `decayed`, bias-corrected moments. All tensors are flat, of one layout: one dispatch whatever the number of
 * parameters. `moments` is the layout of `m` and `v` where only some of the parts have them: the others, empty there, stay as they are. `gradientScale` (a scalar tensor, see `gradientNorm`) multiplies the gradient; below 0 nothing changes. Not differentiable.
 */
export function adamW(
  tensors: Readonly<Record<Inputs, Tensor>>,
  layout: FlatLayout,
  decayed: ReadonlySet<string>,
  settings: AdamWSettings,
  moments = layout,
): void {
  run(tensors, { ...settings, layout, decayed, moments });
}
