import type { Tensor } from '@tensorflow/tfjs';
import { dims, requireThat } from '../../checks';
import { f32, u32 } from '../../dispatch';
import { elementwiseLaunch } from '../../elementwise';
import { sizeOf } from '../../numbers';
import { defineKernel, type Kernel } from '../../op';
import { ropeTable, ropeWgsl } from './kernel';
import { ropeReference } from './reference';

interface Attrs {
  readonly theta: number;
  readonly offset: number;
  readonly sign: 1 | -1;
}

const run: Kernel<'x', Attrs> = defineKernel<'x', Attrs, Record<never, never>>({
  name: 'LoamRope',
  inputs: ['x'],
  outputs: ({ x }) => {
    const [, , , headSize] = dims(x, 4, 'rope', 'x');
    requireThat(headSize % 2 === 0, 'rope', `the head size should be even but is ${headSize}`);
    return { y: x };
  },
  reference: ({ x }, shapes, attrs) => {
    const [, , time, headSize] = dims(shapes.x, 4, 'rope', 'x');
    return { y: ropeReference(x, { time, headSize, ...attrs }) };
  },
  launch: ({ x }, { theta, offset, sign }) => {
    const [, , time, headSize] = dims(x, 4, 'rope', 'x');
    const pairs = sizeOf(x) / 2;
    // Powers of two, so that generating token by token makes few tables.
    const positions = 2 ** Math.ceil(Math.log2(Math.max(offset + time, 64)));
    const launch = elementwiseLaunch(pairs);
    return {
      ...launch,
      uniforms: {
        ...launch.uniforms,
        half: u32(headSize / 2),
        time: u32(time),
        offset: u32(offset),
        sign: f32(sign),
      },
      constants: {
        turns: {
          key: `rope ${positions} ${headSize} ${theta}`,
          make: () => ropeTable(positions, headSize, theta),
        },
      },
    };
  },
  wgsl: ropeWgsl,
  gradient: {
    backward: (dy, _, attrs) => ({
      x: () => run({ x: dy }, { ...attrs, sign: attrs.sign === 1 ? -1 : 1 })[0] as Tensor,
    }),
  },
});

/**
 * Rotary position embedding (Su et al. 2021, equation 34) in Hugging Face's rotate-half convention: pairs (i, i + D / 2).
 * x [B, H, T, D] -> [B, H, T, D]; row t has position offset + t.
 */
export function rope(x: Tensor, theta: number, offset: number): Tensor {
  return run({ x }, { theta, offset, sign: 1 })[0] as Tensor;
}
