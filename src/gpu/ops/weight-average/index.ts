import type { Tensor } from '@tensorflow/tfjs';
import { requireSize } from '../../checks';
import { f32 } from '../../dispatch';
import { elementwiseWgsl } from '../../elementwise';
import { type WideVariant, wideLaunch, wideTypes } from '../../flat/elementwise';
import { at, sizeOf } from '../../numbers';
import { defineKernel } from '../../op';
import { now, type StepNumber } from '../../step-number';

export interface AverageSettings {
  /** Share of the old average that stays, 0 to 1; reached gradually: see `keptShare`. */
  readonly memory: number;
  /** This update's number, from 1. */
  readonly step: StepNumber;
}

/** min(memory, (1 + step) / (10 + step)): early averages must not hang on the first weights (as in TensorFlow's ExponentialMovingAverage). */
export function keptShare({ memory, step }: AverageSettings): number {
  const t = now(step);
  return Math.min(memory, (1 + t) / (10 + t));
}

const run = defineKernel<'average' | 'weights', AverageSettings, WideVariant>({
  name: 'LoamWeightAverage',
  inputs: ['average', 'weights'],
  inPlace: ['average'],
  outputs: ({ average, weights }) => {
    requireSize(sizeOf(weights), sizeOf(average), 'weightAverage', 'the size of the weights');
    return {};
  },
  reference: ({ average, weights }, _, settings) => {
    const kept = keptShare(settings);
    return { average: average.map((old, i) => old + (1 - kept) * (at(weights, i) - old)) };
  },
  launch: ({ average }, settings, traits) => {
    const launch = wideLaunch(sizeOf(average), traits);
    return { ...launch, uniforms: { ...launch.uniforms, rest: f32(1 - keptShare(settings)) } };
  },
  types: (variant) => wideTypes(variant, 'average', 'weights'),
  wgsl: () => elementwiseWgsl('average[i] += u.rest * (weights[i] - average[i]);'),
});

/**
 * Exponential moving average of weights in place (Polyak and Juditsky 1992; Izmailov et al. 2018 for why it generalises): average moves by
 * 1 - memory of the way to the weights. Flat tensors of one size; one dispatch.
 */
export function weightAverage(average: Tensor, weights: Tensor, settings: AverageSettings): void {
  run({ average, weights }, settings);
}
