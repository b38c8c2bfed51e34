import { backend } from '@tensorflow/tfjs';
import type { OnProgress } from '@/base/progress';
import { Rng } from '@/base/rng';
import { webgpuInternals } from '@/gpu/backend';
import { profilePlan } from '@/gpu/profile/profile-plan';
import type { DeviceReport } from '@/schema/device';
import type { Profile } from '@/schema/profile';
import { chooseKernels, type KernelMemory } from './choose-kernels';
import { builds, fill, type Now } from './compiled-training';
import type { TrainDefinition } from './definition';
import { toBuffers } from './device-buffers';
import { firstState } from './host-state';
import { planned } from './programs';
import type { HostTensors } from './weights';

export interface ProfileTrainingOptions {
  readonly report: DeviceReport;
  readonly kernels?: KernelMemory | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Where the time and the memory of a run's training step go, dispatch by dispatch: of one optimizer step, or of one micro-batch where several are
 * accumulated. Runs on copies, on made-up tokens; takes as much memory as training does, twice over the weights, and frees it. Nothing else may
 * use the device meanwhile. Needs tfjs's `webgpu` backend.
 */
export async function profileTraining(
  run: TrainDefinition,
  weights: HostTensors,
  { report, kernels, onProgress, signal }: ProfileTrainingOptions,
): Promise<Profile> {
  const { device } = webgpuInternals(backend());
  const now: Now = { moment: { step: 1, learningRate: 0 }, seed: 1, first: 1 };
  const [build] = Object.values(builds(run, now));
  if (!build) throw new Error('a run has a step');
  if (kernels) await chooseKernels([build], kernels, onProgress);
  const buffers = toBuffers(device, firstState(run, weights));
  try {
    const { vocabularySize } = run.model.shape;
    const rng = new Rng(1);
    const ids = () => Int32Array.from({ length: run.batchSize * run.time }, () => rng.integer(vocabularySize));
    const batch = { batchSize: run.batchSize, time: run.time, inputs: ids(), targets: ids() };
    return await profilePlan(await planned(build), device, {
      report,
      externals: buffers,
      fill: (program) => fill(program, batch, vocabularySize),
      ...(onProgress ? { onProgress } : {}),
      ...(signal ? { signal } : {}),
    });
  } finally {
    for (const buffer of buffers.values()) buffer.destroy();
  }
}
