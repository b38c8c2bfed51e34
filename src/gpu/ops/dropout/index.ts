import type { Tensor } from '@tensorflow/tfjs';
import { requireThat } from '../../checks';
import { f32, u32 } from '../../dispatch';
import { elementwiseLaunch } from '../../elementwise';
import { sizeOf } from '../../numbers';
import { defineKernel, type Kernel } from '../../op';
import { now, type StepNumber } from '../../step-number';
import { dropoutWgsl } from './kernel';
import { type DropoutSettings, dropoutReference, threshold } from './reference';

const run: Kernel<'x', DropoutSettings> = defineKernel<'x', DropoutSettings, Record<never, never>>({
  name: 'LoamDropout',
  inputs: ['x'],
  outputs: ({ x }, { rate }) => {
    requireThat(rate >= 0 && rate < 1, 'dropout', `the rate should be in [0, 1) but is ${rate}`);
    return { y: x };
  },
  reference: ({ x }, _, settings) => ({ y: dropoutReference(x, settings) }),
  launch: ({ x }, { rate, seed, stream }) => {
    const elements = sizeOf(x);
    const launch = elementwiseLaunch(Math.ceil(elements / 4));
    return {
      ...launch,
      uniforms: {
        ...launch.uniforms,
        elements: u32(elements),
        seed: u32(now(seed) >>> 0),
        stream: u32(stream >>> 0),
        threshold: u32(threshold(rate)),
        scale: f32(1 / (1 - rate)),
      },
    };
  },
  wgsl: dropoutWgsl,
  // The mask is a function of seed and stream: the gradient makes it again instead of keeping it.
  gradient: { backward: (dy, _, settings) => ({ x: () => run({ x: dy }, settings)[0] as Tensor }) },
});

/**
 * Inverted dropout (Srivastava et al. 2014), any shape: each element is zero with probability `rate`, else divided by 1 - rate. The mask
 * depends on (seed, stream, element index) alone; both numbers count modulo 2^32. Give every use within a step its own stream.
 */
export function dropout(x: Tensor, rate: number, seed: StepNumber, stream: number): Tensor {
  return run({ x }, { rate, seed, stream })[0] as Tensor;
}
