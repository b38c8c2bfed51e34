import type { Rng } from '@/base/rng';
import type { ModelEntry, ModelShape } from '../models/entry';
import { fileParameters } from '../models/file-parameters';
import { initialise } from '../models/initialise';

/** A tensor on the host: float32, row-major. What checkpoints and exports are made of. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}
export type HostTensors = ReadonlyMap<string, HostTensor>;

/** First weights of a model by their names in files, each parameter from its own stream of `rng`. */
export function firstWeights(entry: ModelEntry, shape: ModelShape, rng: Rng): HostTensors {
  return new Map(
    fileParameters(entry.parameters(shape)).map((one) => [one.name, { shape: one.shape, data: initialise(one, rng) }]),
  );
}
