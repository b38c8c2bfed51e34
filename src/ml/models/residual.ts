import type { Tensor } from '@tensorflow/tfjs';
import { dropout, dropoutAdd } from '@/gpu/ops/dropout';
import { linear } from '@/gpu/ops/linear';
import type { ForwardInput } from './entry';

/**
 * How branches join the residual stream: a projection added to it, with dropout in between when it is on. Every use has its own stream of the step's seed,
 * so that no two masks are related.
 */
export function residual(settings: ForwardInput['dropout']) {
  let place = 0;
  const on = settings && settings.rate > 0 ? settings : undefined;
  return {
    /** Dropout alone. */
    drop: (x: Tensor): Tensor => (on ? dropout(x, on.rate, on.seed, place++) : x),
    /** x + dropout(branch W + bias). */
    add(
      x: Tensor,
      branch: Tensor,
      w: Tensor,
      options: { readonly transposeW: boolean; readonly bias?: Tensor },
    ): Tensor {
      if (!on) return linear(branch, w, { ...options, residual: x });
      return dropoutAdd(x, linear(branch, w, options), on.rate, on.seed, place++);
    },
  };
}
