import * as tf from '@tensorflow/tfjs';
import type { Rng } from '@/base/rng';
import type { ModelEntry, ModelShape, ParameterSpec, Parameters } from '../models/entry';
import { initialise } from '../models/initialise';

/** A tensor on the host: float32, row-major. What checkpoints and exports are made of. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}
export type HostTensors = ReadonlyMap<string, HostTensor>;

/** First weights of a model, each parameter from its own stream of `rng`. */
export function firstWeights(entry: ModelEntry, shape: ModelShape, rng: Rng): HostTensors {
  return new Map(
    entry.parameters(shape).map((spec) => [spec.name, { shape: spec.shape, data: initialise(spec, rng) }]),
  );
}

/**
 * Puts weights on the device. Names in tfjs's registry stay automatic: they are global, and a run may live beside a copy of itself.
 * Throws Error when a declared parameter is missing or has another shape.
 */
export function toVariables(specs: readonly ParameterSpec[], weights: HostTensors): Map<string, tf.Variable> {
  return new Map(
    specs.map(({ name, shape }) => {
      const host = weights.get(name);
      if (!host || host.shape.length !== shape.length || host.shape.some((n, i) => n !== shape[i]))
        throw new Error(`weights lack ${name} [${shape}]`);
      return [name, variable(host)];
    }),
  );
}

/** The variable owns a copy: what is handed in may be reused. */
export function variable(host: HostTensor): tf.Variable {
  return tf.tidy(() => tf.variable(tf.tensor(host.data.slice(), [...host.shape], 'float32')));
}

/** Reads tensors back, all requested at once. Each array is a copy that nobody else holds. */
export async function toHost(variables: Parameters): Promise<Map<string, HostTensor>> {
  const entries = [...variables];
  const data = await Promise.all(entries.map(([, v]) => readBack(v)));
  return new Map(
    entries.map(([name, v], i) => [name, { shape: v.shape, data: Float32Array.from(data[i] ?? []) }] as const),
  );
}

async function readBack(v: tf.Variable): Promise<ArrayLike<number>> {
  return (await v.data()) as ArrayLike<number>;
}

export function disposeAll(variables: Iterable<tf.Variable>): void {
  for (const v of variables) v.dispose();
}
