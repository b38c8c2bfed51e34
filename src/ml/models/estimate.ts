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

/**
 * GPU memory of training with the compiled step, at once and without a device: the first guess, until the plan says the truth. The flat gradient lives
 * from the first weight gradient to the update and shares no memory with activations.
 */
export function memoryEstimate(entry: ModelEntry, shape: ModelShape, setup: RunSetup): MemoryEstimate {
  const weights = parameterCount(entry, shape) * BYTES;
  const gradients = weights * ((setup.accumulation ?? 1) > 1 ? 2 : 1);
  const optimizer = weights * (setup.optimizerSlots ?? 2);
  const { elements, largest } = entry.activations(shape, setup.batchSize);
  const activations = elements * BYTES;
  let largestTensor = { name: largest.name, bytes: largest.elements * BYTES };
  // All weights are one tensor.
  if (weights > largestTensor.bytes) largestTensor = { name: 'all weights together', bytes: weights };
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
