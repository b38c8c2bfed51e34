import type { Tensor } from '@tensorflow/tfjs';
import { halfIf } from '../../element-types';
import { elementwiseWgsl } from '../../elementwise';
import { type WideVariant, wideLaunch, wideTypes } from '../../flat/elementwise';
import { sizeOf } from '../../numbers';
import { anyHalf, defineKernel, type Kernel } from '../../op';

const run: Kernel<'x', { half: boolean }> = defineKernel<'x', { half: boolean }, WideVariant>({
  name: 'LoamCast',
  inputs: ['x'],
  outputs: ({ x }, { half }) => ({ y: halfIf(half, x) }),
  // The reference has one type; rounding to f16 belongs to the device.
  reference: ({ x }) => ({ y: x }),
  launch: ({ x }, _, traits) => wideLaunch(sizeOf(x), traits),
  types: (variant) => wideTypes(variant, 'x', 'y'),
  wgsl: () => elementwiseWgsl('put_y(i, get_x(i));'),
  gradient: { backward: (dy, _, { half }) => ({ x: () => run({ x: dy }, { half: !half })[0] as Tensor }) },
});

/** The same numbers stored as f16 (rounded to 11 bits; over 65,504 becomes infinite) or as float32. The gradient comes back as x was stored. */
export function cast(x: Tensor, to: 'f16' | 'f32'): Tensor {
  if (anyHalf(x) === (to === 'f16')) return x.clone();
  return run({ x }, { half: to === 'f16' })[0] as Tensor;
}
