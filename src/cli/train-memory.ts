import { LoamError } from '@/base/errors';
import { planTraining } from '@/ml/execution/training-plan';
import { memoryEstimate } from '@/ml/models/estimate';
import { fits } from '@/ml/models/fits';
import { defineTraining } from '@/ml/trainer/define-training';
import type { ResolvedConfig } from '@/ml/trainer/resolve-config';
import type { DeviceReport } from '@/schema/device';

/**
 * Peak bytes of GPU memory that the run's recorded step takes; undefined on the cpu, where there is only a formula. Throws LoamError `gpu/over-limit`
 * or `run/does-not-fit` for what the device cannot hold, before anything is allocated.
 */
export async function trainMemory(config: ResolvedConfig, device: DeviceReport): Promise<number | undefined> {
  if (device.kind === 'webgpu') return (await planTraining(await defineTraining(config))).totalBytes;
  const { model, shape, training, optimizer } = config;
  const { batchSize, accumulation } = training;
  const setup = { batchSize, accumulation, optimizerSlots: optimizer.entry.slots.length };
  const [problem] = fits(memoryEstimate(model, shape, setup), device);
  if (!problem) return undefined;
  const { what, remedy, limit } = problem;
  throw new LoamError({ code: 'run/does-not-fit', what, where: limit, remedy });
}
