import type { Tensor } from '@tensorflow/tfjs';
import { requireSize } from '../../checks';
import { elementwiseLaunch, elementwiseWgsl } from '../../elementwise';
import { sizeOf } from '../../numbers';
import { defineKernel } from '../../op';

// Not "target": WGSL reserves that word.
const run = defineKernel<'kept' | 'x', Record<never, never>, Record<never, never>>({
  name: 'LoamAssign',
  inputs: ['kept', 'x'],
  inPlace: ['kept'],
  outputs: ({ kept, x }) => {
    requireSize(sizeOf(x), sizeOf(kept), 'assign', 'the size of what is assigned');
    return {};
  },
  reference: ({ x }) => ({ kept: x }),
  launch: ({ kept }, _, traits) => elementwiseLaunch(sizeOf(kept), traits),
  types: () => ({ kept: 'u32', x: 'u32' }),
  wgsl: () => elementwiseWgsl('kept[i] = x[i];'),
});

/** target = x in place, bits for bits: a token that one step leaves to the next. 32-bit tensors of one size and type. */
export function assign(target: Tensor, x: Tensor): void {
  run({ kept: target, x }, {});
}
