import type { Tensor } from '@tensorflow/tfjs';
import { requireThat } from '../../checks';
import { elementwiseLaunch } from '../../elementwise';
import { sizeOf } from '../../numbers';
import { defineKernel } from '../../op';
import { siluGateGradientWgsl, siluGateWgsl } from './kernel';
import { siluGateGradientReference, siluGateReference } from './reference';

type None = Record<never, never>;

const forward = defineKernel<'gate' | 'up', None, None>({
  name: 'LoamSiluGate',
  inputs: ['gate', 'up'],
  outputs: ({ gate, up }) => {
    requireThat(gate.join() === up.join(), 'siluGate', `gate [${gate.join(', ')}] and up [${up.join(', ')}] differ`);
    return { y: gate };
  },
  reference: ({ gate, up }) => ({ y: siluGateReference(gate, up) }),
  launch: ({ gate }) => elementwiseLaunch(sizeOf(gate)),
  wgsl: siluGateWgsl,
  gradient: {
    saveInputs: ['gate', 'up'],
    backward: (dy, { gate, up }) => {
      const [dgate, dup] = backward({ gate, up, dy }, {});
      return { gate: () => dgate as Tensor, up: () => dup as Tensor };
    },
  },
});

const backward = defineKernel<'gate' | 'up' | 'dy', None, None>({
  name: 'LoamSiluGateGradient',
  inputs: ['gate', 'up', 'dy'],
  outputs: ({ gate }) => ({ dgate: gate, dup: gate }),
  reference: ({ gate, up, dy }) => siluGateGradientReference(gate, up, dy),
  launch: ({ gate }) => elementwiseLaunch(sizeOf(gate)),
  wgsl: siluGateGradientWgsl,
});

/** silu(gate) * up, elementwise over equal shapes: the gate of SwiGLU (Shazeer 2020, "GLU Variants Improve Transformer", equation 6). */
export function siluGate(gate: Tensor, up: Tensor): Tensor {
  return forward({ gate, up }, {})[0] as Tensor;
}
