import type { Tensor } from '@tensorflow/tfjs';
import type { Parameters } from './entry';

/** A parameter by its full name. A missing one is a programming error, not a person's. */
export function parameter(parameters: Parameters, name: string): Tensor {
  const found = parameters.get(name);
  if (found) return found;
  throw new Error(`no parameter ${name}`);
}
