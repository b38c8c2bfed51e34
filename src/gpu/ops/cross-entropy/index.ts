import { customGrad, type Scalar, type Tensor } from '@tensorflow/tfjs';
import { dims, requireSize, requireThat } from '../../checks';
import { f32, u32 } from '../../dispatch';
import { halfIf } from '../../element-types';
import { sizeOf } from '../../numbers';
import { anyHalf, defineKernel } from '../../op';
import { rowLaunchOf, rowLayout } from '../../row-reduce';
import { currentScope, within } from '../../scope';
import { now, type StepNumber } from '../../step-number';
import {
  crossEntropyGradientWgsl,
  crossEntropyWgsl,
  type LossGradientVariant,
  type LossVariant,
  scaledSumWgsl,
} from './kernel';
import { crossEntropyGradientReference, crossEntropyReference, type LossSettings } from './reference';

interface Attrs extends LossSettings {
  /** Type of the logits and of their gradient. */
  readonly half: boolean;
}
interface GradientAttrs extends Attrs {
  /** With a scalar dy: what every row is multiplied by besides. */
  readonly scale?: StepNumber;
}
const uniforms = ({ ignoreIndex, smoothing }: LossSettings) => ({
  // Uniforms are u32 or f32; the kernel reads the bits as i32.
  ignored: u32(ignoreIndex >>> 0),
  smoothing: f32(smoothing),
});

const forward = defineKernel<'logits' | 'targets', Attrs, LossVariant, 'lse'>({
  name: 'LoamCrossEntropy',
  inputs: ['logits', 'targets'],
  outputs: ({ logits, targets }) => {
    const [rows] = dims(logits, 2, 'crossEntropy', 'logits');
    requireSize(dims(targets, 1, 'crossEntropy', 'targets')[0], rows, 'crossEntropy', 'the number of targets');
    return { loss: [rows], lse: [rows] };
  },
  reference: ({ logits, targets }, _, attrs) => crossEntropyReference(logits, targets, attrs),
  launch: ({ logits: [rows = 0, columns = 0] }, attrs, traits) => {
    const launch = rowLaunchOf(rows, columns, rowLayout(columns, traits));
    return {
      ...launch,
      variant: { ...launch.variant, smooth: attrs.smoothing > 0 },
      uniforms: { ...launch.uniforms, ...uniforms(attrs) },
    };
  },
  wgsl: crossEntropyWgsl,
  types: ({ wide }) => ({ targets: 'i32', ...(wide ? { logits: 'vec4f' } : {}) }),
  gradient: {
    saveInputs: ['logits', 'targets'],
    saveOutputs: { lse: 1 },
    backward: (dy, { logits, targets, lse }, attrs) => ({
      logits: () => backward({ logits, targets, lse, dy }, attrs)[0] as Tensor,
    }),
  },
});

const backward = defineKernel<'logits' | 'targets' | 'lse' | 'dy', GradientAttrs, LossGradientVariant>({
  name: 'LoamCrossEntropyGradient',
  inputs: ['logits', 'targets', 'lse', 'dy'],
  outputs: ({ logits }, { half }) => ({ dlogits: halfIf(half, logits) }),
  reference: ({ logits, targets, lse, dy }, _, attrs) => {
    const { scale } = attrs;
    const each = scale === undefined ? dy : dy.map((value) => value * now(scale));
    return { dlogits: crossEntropyGradientReference(logits, targets, lse, each, attrs) };
  },
  launch: ({ logits: [rows = 0, columns = 0] }, attrs, { software }) => {
    const wide = columns % 4 === 0;
    const units = wide ? columns / 4 : columns;
    const invocations = software ? 8 : units > 256 ? 256 : 64;
    return {
      variant: { wide, smooth: attrs.smoothing > 0, scalar: attrs.scale !== undefined, invocations },
      uniforms: { rows: u32(rows), columns: u32(units), scale: f32(now(attrs.scale ?? 1)), ...uniforms(attrs) },
      workgroups: rows,
    };
  },
  wgsl: crossEntropyGradientWgsl,
  types: ({ wide }) => ({ targets: 'i32', ...(wide ? { logits: 'vec4f', dlogits: 'vec4f' } : {}) }),
});

const scaledSum = defineKernel<'x', { scale: StepNumber }, { invocations: number }>({
  name: 'LoamScaledSum',
  inputs: ['x'],
  outputs: () => ({ total: [] }),
  reference: ({ x }, _, { scale }) => ({ total: Float64Array.of(now(scale) * x.reduce((a, b) => a + b, 0)) }),
  launch: ({ x }, { scale }, { software }) => ({
    variant: { invocations: software ? 16 : 256 },
    uniforms: { size: u32(sizeOf(x)), scale: f32(now(scale)) },
    workgroups: 1,
  }),
  wgsl: scaledSumWgsl,
});

function check(targets: Tensor, smoothing: number): void {
  requireThat(targets.dtype === 'int32', 'crossEntropy', `targets should be int32 but are ${targets.dtype}`);
  requireThat(smoothing >= 0 && smoothing < 1, 'crossEntropy', `smoothing should be in [0, 1) but is ${smoothing}`);
}

/**
 * -ln softmax(logits)[target] of each row in nats, 0 where the target is `ignoreIndex` or no class: logits [N, V] float32 or f16, targets [N] int32
 * -> [N]. With `smoothing` s the target distribution is (1 - s) one-hot + s / V (label smoothing: Szegedy et al. 2016, section 7).
 * Probabilities are never stored: the gradient recomputes them from the log-sum-exp of each row.
 */
export function crossEntropy(logits: Tensor, targets: Tensor, ignoreIndex = -1, smoothing = 0): Tensor {
  check(targets, smoothing);
  return forward({ logits, targets }, { ignoreIndex, smoothing, half: anyHalf(logits) })[0] as Tensor;
}

export interface LossOptions {
  /** What the sum over rows is multiplied by: 1 / counted rows makes it their mean. */
  readonly scale: StepNumber;
  readonly ignoreIndex?: number;
  readonly smoothing?: number;
}

/**
 * scale * sum of `crossEntropy` over all rows: logits [N, V], targets [N] int32 -> scalar. Two dispatches forward, one backward. The gradient has
 * the type of the logits: with f16 ones, multiply the loss by a loss scale before taking gradients.
 */
export function crossEntropyLoss(
  logits: Tensor,
  targets: Tensor,
  { scale, ignoreIndex = -1, smoothing = 0 }: LossOptions,
): Scalar {
  check(targets, smoothing);
  const attrs = { ignoreIndex, smoothing, half: anyHalf(logits) };
  const { scope } = currentScope();
  // One op for autodiff: the gradient of a sum of its own would be a tensor of N equal numbers.
  return customGrad((logits, save) => {
    const [loss, lse] = forward({ logits: logits as Tensor, targets }, attrs) as [Tensor, Tensor];
    // tfjs's type for `save` does not say so, but it is called with the tensors to keep.
    (save as (tensors: Tensor[]) => void)([logits as Tensor, targets, lse]);
    return {
      value: scaledSum({ x: loss }, { scale })[0] as Scalar,
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [logits, targets, lse] = saved as [Tensor, Tensor, Tensor];
        return within(
          { scope, phase: 'backward' },
          () => backward({ logits, targets, lse, dy }, { ...attrs, scale })[0] as Tensor,
        );
      },
    };
  })(logits);
}
