import { backend, getBackend } from '@tensorflow/tfjs';
import { webgpuInternals } from '@/gpu/backend';
import { traitsOf } from '@/gpu/device-traits';
import { defineModel, stateLayouts, type TrainDefinition } from '../execution/definition';
import type { ResolvedConfig } from './resolve-config';

/** What a run's steps are made of, from its settings and tfjs's current backend: code and shapes, nothing on a device. */
export async function defineTraining({
  model,
  shape,
  contextLength,
  optimizer,
  training,
}: ResolvedConfig): Promise<TrainDefinition> {
  const definition = await defineModel(model, shape, contextLength);
  const { accumulation, batchSize, gradientClip, dropout: dropoutRate, labelSmoothing, averaging } = training;
  const wanted = { accumulation, averaging, mixed: training.mixedPrecision && hasHalf() };
  return {
    ...wanted,
    model: definition,
    optimizer: { code: await optimizer.entry.load(), options: optimizer.options },
    decayed: new Set(definition.specs.filter((spec) => spec.decay).map((spec) => spec.name)),
    state: stateLayouts(definition, optimizer.entry, wanted),
    batchSize,
    time: contextLength,
    gradientClip,
    dropoutRate,
    labelSmoothing,
  };
}

/** Whether the device computes with f16. */
function hasHalf(): boolean {
  return getBackend() === 'webgpu' && traitsOf(webgpuInternals(backend()).device).half === true;
}
