import type { Tensor } from '@tensorflow/tfjs';
import { requireThat } from '../../checks';
import type { DeviceTraits } from '../../device-traits';
import { f32, u32 } from '../../dispatch';
import { halfIf } from '../../element-types';
import { sizeOf } from '../../numbers';
import { anyHalf, defineKernel, type Kernel, type Shape } from '../../op';
import { now, type StepNumber } from '../../step-number';
import { type DropoutVariant, dropoutWgsl } from './kernel';
import { type DropoutSettings, dropoutReference, threshold } from './reference';

interface Attrs extends DropoutSettings {
  /** Type of x and of its gradient. */
  readonly half: boolean;
}

const shared = {
  launch: (x: Shape, { rate, seed, stream }: Attrs, { software }: DeviceTraits, add: boolean) => {
    const elements = sizeOf(x);
    const fours = Math.ceil(elements / 4);
    // Software adapters pay much for each invocation, and little for a loop.
    const each = software ? 8 : 1;
    return {
      variant: { wide: elements % 4 === 0, add, each },
      workgroups: Math.ceil(fours / (256 * each)),
      uniforms: {
        fours: u32(fours),
        elements: u32(elements),
        seed: u32(now(seed) >>> 0),
        stream: u32(stream >>> 0),
        threshold: u32(threshold(rate)),
        scale: f32(1 / (1 - rate)),
      },
    };
  },
  wgsl: dropoutWgsl,
  types: ({ wide }: DropoutVariant) => (wide ? ({ x: 'vec4f', onto: 'vec4f', y: 'vec4f' } as const) : {}),
};

const run: Kernel<'x', Attrs> = defineKernel<'x', Attrs, DropoutVariant>({
  ...shared,
  name: 'LoamDropout',
  inputs: ['x'],
  outputs: ({ x }, { half }) => ({ y: halfIf(half, x) }),
  reference: ({ x }, _, settings) => ({ y: dropoutReference(x, settings) }),
  launch: ({ x }, attrs, traits) => shared.launch(x, attrs, traits, false),
  // The mask is a function of seed and stream: the gradient makes it again instead of keeping it.
  gradient: { backward: (dy, _, attrs) => ({ x: () => run({ x: dy }, attrs)[0] as Tensor }) },
});

const runAdd = defineKernel<'onto' | 'x', Attrs, DropoutVariant>({
  ...shared,
  name: 'LoamDropoutAdd',
  inputs: ['onto', 'x'],
  outputs: ({ onto, x }) => {
    requireThat(onto.join() === x.join(), 'dropoutAdd', `the branch is [${x}], x is [${onto}]`);
    return { y: onto };
  },
  reference: ({ onto, x }, _, settings) => {
    const dropped = dropoutReference(x, settings);
    return { y: onto.map((value, i) => value + (dropped[i] ?? Number.NaN)) };
  },
  launch: ({ x }, attrs, traits) => shared.launch(x, attrs, traits, true),
  gradient: {
    backward: (dy, _, attrs) => ({ onto: () => dy.clone(), x: () => run({ x: dy }, attrs)[0] as Tensor }),
  },
});

function settings(x: Tensor, rate: number, seed: StepNumber, stream: number): Attrs {
  requireThat(rate >= 0 && rate < 1, 'dropout', `the rate should be in [0, 1) but is ${rate}`);
  return { rate, seed, stream, half: anyHalf(x) };
}

/**
 * Inverted dropout (Srivastava et al. 2014), any shape: each element is zero with probability `rate`, else divided by 1 - rate. The mask
 * depends on (seed, stream, element index) alone; both numbers count modulo 2^32. Give every use within a step its own stream. Result and gradient have the
 * type of x.
 */
export function dropout(x: Tensor, rate: number, seed: StepNumber, stream: number): Tensor {
  return run({ x }, settings(x, rate, seed, stream))[0] as Tensor;
}

/** x + `dropout(branch)` in one dispatch: x float32 (a residual stream), branch of the same shape, also f16. */
export function dropoutAdd(x: Tensor, branch: Tensor, rate: number, seed: StepNumber, stream: number): Tensor {
  return runAdd({ onto: x, x: branch }, settings(branch, rate, seed, stream))[0] as Tensor;
}
