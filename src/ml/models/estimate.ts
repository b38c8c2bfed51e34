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
 * GPU memory of training with the compiled step, at its peak: either when backward begins and every activation is there, or at its end, when every
 * gradient is. Within 25 % of what the step's plan takes (activations.gpu.test.ts).
 */
export function memoryEstimate(entry: ModelEntry, shape: ModelShape, setup: RunSetup): MemoryEstimate {
  const parameters = parameterCount(entry, shape);
  const weights = parameters * BYTES;
  const gradients = weights * ((setup.accumulation ?? 1) > 1 ? 2 : 1);
  const optimizer = weights * (setup.optimizerSlots ?? 2);
  const { elements, largest } = entry.activations(shape, setup.batchSize);
  // A tied table gets its gradient in two parts, and their sum is a third. Coefficients as in the models' activations.
  const table = Math.max(
    0,
    ...entry
      .parameters(shape)
      .map((p) => (p.shape[0] === shape.vocabularySize ? p.shape.reduce((a, b) => a * b, 1) : 0)),
  );
  const working = Math.max(elements + 0.22 * parameters, 1.2 * parameters + 2 * table);
  const activations = Math.round(working - parameters) * BYTES;
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
