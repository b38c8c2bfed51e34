import { at, type Numbers } from '../../numbers';
import { now, type StepNumber } from '../../step-number';
import { philox } from './philox';

export interface DropoutSettings {
  readonly rate: number;
  readonly seed: StepNumber;
  readonly stream: number;
}

/** Below this uint32 an element is dropped. */
export function threshold(rate: number): number {
  return Math.min(0xffffffff, Math.round(rate * 2 ** 32));
}

/** Element i is kept when word i mod 4 of Philox(counter i div 4, key (seed, stream)) reaches the threshold; kept ones / (1 - rate). */
export function dropoutReference(x: Numbers, { rate, seed, stream }: DropoutSettings): Numbers {
  const y = new Float64Array(x.length);
  const limit = threshold(rate);
  for (let block = 0; 4 * block < x.length; block++) {
    const words = philox([block, 0, 0, 0], [now(seed) >>> 0, stream >>> 0]);
    words.forEach((word, j) => {
      const i = 4 * block + j;
      if (i < x.length && word >= limit) y[i] = at(x, i) / (1 - rate);
    });
  }
  return y;
}
