import type { Tensor } from '@tensorflow/tfjs';
import { dropout } from '@/gpu/ops/dropout';
import type { ForwardInput } from './entry';

/**
 * Dropout at numbered places: each place has its own stream of the step's seed, so that no two masks are related. Identity when dropout is
 * off (evaluation, generation, rate 0).
 */
export function dropoutPlaces(settings: ForwardInput['dropout']): (x: Tensor) => Tensor {
  let place = 0;
  if (!settings || settings.rate === 0) return (x) => x;
  return (x) => dropout(x, settings.rate, settings.seed, place++);
}
