import type { Tensor } from '@tensorflow/tfjs';
import { dims, requireSize, requireThat } from '../../checks';
import { u32 } from '../../dispatch';
import { elementwiseLaunch } from '../../elementwise';
import { sizeOf } from '../../numbers';
import { defineKernel } from '../../op';
import { type RowVariant, rowLaunch } from '../../row-reduce';
import { crossEntropyGradientWgsl, crossEntropyWgsl } from './kernel';
import { crossEntropyGradientReference, crossEntropyReference } from './reference';

type None = Record<never, never>;
interface Attrs {
  readonly ignoreIndex: number;
}
// Uniforms are u32 or f32; the kernel reads the bits as i32.
const ignored = ({ ignoreIndex }: Attrs) => u32(ignoreIndex >>> 0);

const forward = defineKernel<'logits' | 'targets', Attrs, RowVariant, 'lse'>({
  name: 'LoamCrossEntropy',
  inputs: ['logits', 'targets'],
  outputs: ({ logits, targets }) => {
    const [rows] = dims(logits, 2, 'crossEntropy', 'logits');
    requireSize(dims(targets, 1, 'crossEntropy', 'targets')[0], rows, 'crossEntropy', 'the number of targets');
    return { loss: [rows], lse: [rows] };
  },
  reference: ({ logits, targets }, _, { ignoreIndex }) => crossEntropyReference(logits, targets, ignoreIndex),
  launch: ({ logits: [rows = 0, columns = 0] }, attrs, traits) => {
    const launch = rowLaunch(rows, columns, traits);
    return { ...launch, uniforms: { ...launch.uniforms, ignored: ignored(attrs) } };
  },
  wgsl: crossEntropyWgsl,
  types: () => ({ targets: 'i32' }),
  gradient: {
    saveInputs: ['logits', 'targets'],
    saveOutputs: { lse: 1 },
    backward: (dy, { logits, targets, lse }, attrs) => ({
      logits: () => backward({ logits, targets, lse, dy }, attrs)[0] as Tensor,
    }),
  },
});

const backward = defineKernel<'logits' | 'targets' | 'lse' | 'dy', Attrs, None>({
  name: 'LoamCrossEntropyGradient',
  inputs: ['logits', 'targets', 'lse', 'dy'],
  outputs: ({ logits }) => ({ dlogits: logits }),
  reference: ({ logits, targets, lse, dy }, _, { ignoreIndex }) => ({
    dlogits: crossEntropyGradientReference(logits, targets, lse, dy, ignoreIndex),
  }),
  launch: ({ logits }, attrs) => {
    const launch = elementwiseLaunch(sizeOf(logits));
    return { ...launch, uniforms: { ...launch.uniforms, columns: u32(logits[1] ?? 0), ignored: ignored(attrs) } };
  },
  wgsl: crossEntropyGradientWgsl,
  types: () => ({ targets: 'i32' }),
});

/**
 * -ln softmax(logits)[target] of each row in nats, 0 where the target is `ignoreIndex`: logits [N, V], targets [N] int32 -> [N].
 * Probabilities are never stored: the gradient recomputes them from the log-sum-exp of each row.
 */
export function crossEntropy(logits: Tensor, targets: Tensor, ignoreIndex = -1): Tensor {
  requireThat(targets.dtype === 'int32', 'crossEntropy', `targets should be int32 but are ${targets.dtype}`);
  return forward({ logits, targets }, { ignoreIndex })[0] as Tensor;
}
