import * as tf from '@tensorflow/tfjs';
import { backend } from '@tensorflow/tfjs';
import type { OnProgress } from '@/base/progress';
import { webgpuInternals } from '@/gpu/backend';
import type { KernelMemory } from './choose-kernels';
import { compiledModel } from './compiled-model';
import { compiledTraining } from './compiled-training';
import { type ModelDefinition, type TrainDefinition, WEIGHTS } from './definition';
import { toBuffers } from './device-buffers';
import { eagerModel } from './eager-model';
import { eagerTraining } from './eager-training';
import { firstState, flatWeights } from './host-state';
import { Programs } from './programs';
import type { ModelRunner, TrainRunner } from './runner';
import type { HostTensors } from './weights';

export interface OpenOptions {
  /** Through tfjs's own backend on WebGPU too: the oracle of tests and benches. */
  readonly eager?: boolean;
  /** Hears how far the shaders are, before the first step. */
  readonly onProgress?: OnProgress | undefined;
  /** Present: kernels are chosen by measuring. Without it every kernel is the first guess for the kind of adapter. */
  readonly kernels?: KernelMemory | undefined;
}

/** A model alone on tfjs's current backend, for evaluation and generation: an imported one, or a checkpoint beside the run. */
export function openModel(definition: ModelDefinition, weights: HostTensors, { eager }: OpenOptions = {}): ModelRunner {
  const flat = flatWeights(definition, weights);
  if (eager || tf.getBackend() !== 'webgpu') {
    const variable = tf.tidy(() => tf.variable(tf.tensor1d(flat)));
    return disposing(eagerModel(definition, variable), () => variable.dispose());
  }
  const buffers = toBuffers(webgpuInternals(backend()).device, new Map([[WEIGHTS, flat]]));
  const programs = new Programs(buffers);
  return disposing(compiledModel(definition, programs), () => {
    programs.disposeArenas();
    for (const buffer of buffers.values()) buffer.destroy();
  });
}

/** A run on tfjs's current backend, from fresh weights or from those of a snapshot and `others` with them. */
export function openTraining(
  run: TrainDefinition,
  from: { readonly weights: HostTensors; readonly others?: HostTensors | undefined },
  { eager, onProgress, kernels }: OpenOptions = {},
): Promise<TrainRunner> {
  const first = firstState(run, from.weights, from.others);
  if (eager || tf.getBackend() !== 'webgpu') return Promise.resolve(eagerTraining(run, first));
  return compiledTraining(run, first, { onProgress, kernels });
}

function disposing(runner: ModelRunner, more: () => void): ModelRunner {
  return {
    ...runner,
    dispose() {
      runner.dispose();
      more();
    },
  };
}
