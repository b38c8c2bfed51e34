import type { Tensor } from '@tensorflow/tfjs';
import { dims, requireThat } from '../../checks';
import { u32 } from '../../dispatch';
import { halfIf } from '../../element-types';
import { elementwiseLaunch } from '../../elementwise';
import { type WideVariant, wideLaunch, wideTypes } from '../../flat/elementwise';
import { sizeOf } from '../../numbers';
import { anyHalf, defineKernel, type Kernel } from '../../op';
import { siluGateGradientWgsl, siluGateRowsGradientWgsl, siluGateWgsl } from './kernel';
import { siluGateGradientReference, siluGateReference, siluGateRowsGradientReference } from './reference';

type None = Record<never, never>;

const forward = defineKernel<'gate' | 'up', None, WideVariant>({
  name: 'LoamSiluGate',
  inputs: ['gate', 'up'],
  outputs: ({ gate, up }) => {
    requireThat(gate.join() === up.join(), 'siluGate', `gate [${gate.join(', ')}] and up [${up.join(', ')}] differ`);
    return { y: gate };
  },
  reference: ({ gate, up }) => ({ y: siluGateReference(gate, up) }),
  launch: ({ gate }, _, traits) => wideLaunch(sizeOf(gate), traits),
  types: (variant) => wideTypes(variant, 'gate', 'up', 'y'),
  wgsl: siluGateWgsl,
  gradient: {
    saveInputs: ['gate', 'up'],
    backward: (dy, { gate, up }) => {
      const [dgate, dup] = backward({ gate, up, dy }, {});
      return { gate: () => dgate as Tensor, up: () => dup as Tensor };
    },
  },
});

const backward = defineKernel<'gate' | 'up' | 'dy', None, WideVariant>({
  name: 'LoamSiluGateGradient',
  inputs: ['gate', 'up', 'dy'],
  outputs: ({ gate }) => ({ dgate: gate, dup: gate }),
  reference: ({ gate, up, dy }) => siluGateGradientReference(gate, up, dy),
  launch: ({ gate }, _, traits) => wideLaunch(sizeOf(gate), traits),
  types: (variant) => wideTypes(variant, 'gate', 'up', 'dy', 'dgate', 'dup'),
  wgsl: siluGateGradientWgsl,
});

/** silu(gate) * up, elementwise over equal shapes: the gate of SwiGLU (Shazeer 2020, "GLU Variants Improve Transformer", equation 6). */
export function siluGate(gate: Tensor, up: Tensor): Tensor {
  return forward({ gate, up }, {})[0] as Tensor;
}

interface RowsAttrs {
  readonly half: boolean;
}
const backwardRows: Kernel<'pre' | 'dy', RowsAttrs> = defineKernel<'pre' | 'dy', RowsAttrs, { wide: boolean }>({
  name: 'LoamSiluGateRowsGradient',
  inputs: ['pre', 'dy'],
  outputs: ({ pre, dy }, { half }) => {
    const [rows, columns] = dims(dy, 2, 'siluGateRowsGradient', 'dy');
    requireThat(
      pre.join() === [rows, 2 * columns].join(),
      'siluGateRowsGradient',
      `[${pre.join(', ')}] is not gate and up beside each other of [${rows}, ${columns}]`,
    );
    return { dpre: halfIf(half, pre) };
  },
  reference: ({ pre, dy }, shapes) => ({ dpre: siluGateRowsGradientReference(pre, dy, shapes.dy[1] ?? 1) }),
  launch: ({ dy }, _, traits) => {
    const columns = dy[1] ?? 1;
    const wide = columns % 4 === 0;
    const { uniforms, workgroups } = elementwiseLaunch(wide ? sizeOf(dy) / 4 : sizeOf(dy), traits);
    return { variant: { wide }, uniforms: { ...uniforms, columns: u32(wide ? columns / 4 : columns) }, workgroups };
  },
  types: ({ wide }) => (wide ? { pre: 'vec4f', dy: 'vec4f', dpre: 'vec4f' } : {}),
  wgsl: siluGateRowsGradientWgsl,
});

/** The gradient of silu(gate) * up where gate and up are the halves of each row of pre [N, 2 I]: dy [N, I] -> [N, 2 I], stored as pre is. */
export function siluGateRowsGradient(pre: Tensor, dy: Tensor): Tensor {
  return backwardRows({ pre, dy }, { half: anyHalf(pre) })[0] as Tensor;
}
