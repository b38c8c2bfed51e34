import { type FlatLayout, partsOf } from '@/gpu/flat/layout';
import { fileParameters } from '../models/file-parameters';
import { AVERAGE, LOSS_SCALE, type ModelDefinition, PASSING, type TrainDefinition, WEIGHTS } from './definition';
import type { HostTensor, HostTensors } from './weights';

/** First loss scale of mixed precision (Micikevicius et al. 2018 start at 2^15 and higher; small models need less). */
const FIRST_LOSS_SCALE = 2 ** 13;

/** Flat arrays of a run's state on the host, by the state's names. */
export type HostState = ReadonlyMap<string, Float32Array<ArrayBuffer>>;

/** Weights in one flat array. Throws Error when one is missing or has another shape. */
export function flatWeights({ specs, layout }: ModelDefinition, weights: HostTensors): Float32Array<ArrayBuffer> {
  const flat = new Float32Array(layout.size);
  const parts = partsOf(flat, layout);
  for (const { name, parameter, firstElement, shape } of fileParameters(specs)) {
    const host = weights.get(name);
    if (!host || host.shape.join() !== shape.join()) throw new Error(`weights lack ${name} [${shape}]`);
    parts.get(parameter)?.set(host.data, firstElement);
  }
  return flat;
}

/** The inverse: copies, by the names of files. */
export function namedWeights({ specs, layout }: ModelDefinition, flat: Float32Array): Map<string, HostTensor> {
  const parts = partsOf(flat, layout);
  return new Map(
    fileParameters(specs).map(({ name, parameter, firstElement, shape }) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const data = Float32Array.from(parts.get(parameter)?.subarray(firstElement, firstElement + size) ?? []);
      return [name, { shape, data }];
    }),
  );
}

/** First state of a run, from weights and, when it goes on, the rest of a snapshot. Throws Error when the snapshot lacks optimizer state. */
export function firstState({ model, state }: TrainDefinition, weights: HostTensors, others?: HostTensors): HostState {
  const first = flatWeights(model, weights);
  return new Map(
    [...state].map(([name, layout]) => {
      if (name === WEIGHTS) return [name, first];
      const fresh = new Float32Array(layout.size);
      if (PASSING.has(name)) return [name, fresh];
      const kept = others && restored(model, name, layout, others);
      if (kept) return [name, kept];
      // What a run did not have when it was saved begins anew; an optimizer's memory must not be lost in silence.
      if (name === AVERAGE) return [name, first.slice()];
      if (name === LOSS_SCALE) fresh[0] = FIRST_LOSS_SCALE;
      else if (others) throw new Error(`the checkpoint lacks the optimizer's "${name}"`);
      return [name, fresh];
    }),
  );
}

/** What a snapshot holds besides the weights: `<state>/<parameter>`, parameters by their names in files where the shapes are theirs. */
export function namedState({ model, state }: TrainDefinition, host: HostState): Map<string, HostTensor> {
  const all = new Map<string, HostTensor>();
  for (const [name, layout] of state) {
    const flat = host.get(name);
    if (name === WEIGHTS || PASSING.has(name) || !flat) continue;
    const parts = layout.key === model.layout.key ? namedWeights(model, flat) : namedParts(layout, flat);
    for (const [part, tensor] of parts) all.set(`${name}/${part}`, tensor);
  }
  return all;
}

function namedParts(layout: FlatLayout, flat: Float32Array): Map<string, HostTensor> {
  const parts = partsOf(flat, layout);
  return new Map(
    layout.parts.map(({ name, shape }) => [name, { shape, data: Float32Array.from(parts.get(name) ?? []) }]),
  );
}

function restored(
  model: ModelDefinition,
  name: string,
  layout: FlatLayout,
  tensors: HostTensors,
): Float32Array<ArrayBuffer> | undefined {
  const own = new Map<string, HostTensor>();
  for (const [key, tensor] of tensors) if (key.startsWith(`${name}/`)) own.set(key.slice(name.length + 1), tensor);
  if (own.size === 0) return undefined;
  if (layout.key === model.layout.key) return flatWeights(model, own);
  const flat = new Float32Array(layout.size);
  for (const { name: part, offset } of layout.parts) {
    const host = own.get(part);
    if (!host) return undefined;
    flat.set(host.data, offset);
  }
  return flat;
}
