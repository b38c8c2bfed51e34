import type { ModelEntry, ModelShape } from './entry';

/** What decides the memory of a run beside the model's shape. */
export interface RunSetup {
  readonly batchSize: number;
  /** Default 1. */
  readonly accumulation?: number;
  /** State tensors per parameter (`OptimizerEntry.slots.length`). Default 2, AdamW's. */
  readonly optimizerSlots?: number;
}

/** Bytes, float32. */
export interface MemoryEstimate {
  readonly weights: number;
  readonly gradients: number;
  readonly optimizer: number;
  readonly activations: number;
  readonly total: number;
  /** Size of `model.safetensors` (without its header of a few kilobytes). */
  readonly downloadBytes: number;
  readonly largestTensor: { readonly name: string; readonly bytes: number };
  /** What was asked: `fits` asks again with smaller numbers. */
  readonly entry: ModelEntry;
  readonly shape: ModelShape;
  readonly setup: RunSetup;
}

const BYTES = 4;

export function parameterCount(entry: ModelEntry, shape: ModelShape): number {
  return entry.parameters(shape).reduce((sum, p) => sum + p.shape.reduce((a, b) => a * b, 1), 0);
}

/** Memory of training on the eager tape, at its peak in the backward pass. Within 25 % of tfjs's own count (activations.test.ts). */
export function memoryEstimate(entry: ModelEntry, shape: ModelShape, setup: RunSetup): MemoryEstimate {
  const weights = parameterCount(entry, shape) * BYTES;
  const gradients = weights * ((setup.accumulation ?? 1) > 1 ? 2 : 1);
  const optimizer = weights * (setup.optimizerSlots ?? 2);
  const { elements, largest } = entry.activations(shape, setup.batchSize);
  const activations = elements * BYTES;
  let largestTensor = { name: largest.name, bytes: largest.elements * BYTES };
  for (const p of entry.parameters(shape)) {
    const bytes = p.shape.reduce((a, b) => a * b, BYTES);
    if (bytes > largestTensor.bytes) largestTensor = { name: p.name, bytes };
  }
  return {
    weights,
    gradients,
    optimizer,
    activations,
    total: weights + gradients + optimizer + activations,
    downloadBytes: weights,
    largestTensor,
    entry,
    shape,
    setup,
  };
}
