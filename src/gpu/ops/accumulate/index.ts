import type { Tensor } from '@tensorflow/tfjs';
import { requireSize } from '../../checks';
import { u32 } from '../../dispatch';
import { elementwiseWgsl } from '../../elementwise';
import { type WideVariant, wideLaunch, wideTypes } from '../../flat/elementwise';
import { at, sizeOf } from '../../numbers';
import { defineKernel } from '../../op';
import { now, type StepNumber } from '../../step-number';

const run = defineKernel<'sum' | 'x', { first: StepNumber }, WideVariant>({
  name: 'LoamAccumulate',
  inputs: ['sum', 'x'],
  inPlace: ['sum'],
  outputs: ({ sum, x }) => {
    requireSize(sizeOf(x), sizeOf(sum), 'accumulate', 'the size of what is added');
    return {};
  },
  reference: ({ sum, x }, _, { first }) => ({ sum: now(first) ? x : sum.map((value, i) => value + at(x, i)) }),
  launch: ({ sum }, { first }, traits) => {
    const launch = wideLaunch(sizeOf(sum), traits);
    return { ...launch, uniforms: { ...launch.uniforms, first: u32(now(first)) } };
  },
  types: (variant) => wideTypes(variant, 'sum', 'x'),
  wgsl: () => elementwiseWgsl('if (u.first != 0u) { sum[i] = x[i]; } else { sum[i] += x[i]; }'),
});

/** sum = x where `first` is 1, else sum + x, in place: gradients over micro-batches. Any equal sizes. */
export function accumulate(sum: Tensor, x: Tensor, first: StepNumber): void {
  run({ sum, x }, { first });
}
