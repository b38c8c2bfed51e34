import { backend } from '@tensorflow/tfjs';
import type { OnProgress } from '@/base/progress';
import { webgpuInternals } from '@/gpu/backend';
import { keepTuning, recallTuning, type TuningMemory, tuningKey } from '@/gpu/tune/remember';
import { tuneOpen } from '@/gpu/tune/tune';
import { tuningOf } from '@/gpu/tuning';
import { adapterInfoOf, type Build, planned } from './programs';

/** Where decisions about kernels are kept, and what stands between us and the adapter: the browser or Dawn, with its version. */
export interface KernelMemory {
  readonly memory: TuningMemory;
  readonly software: string;
}

const recalled = new WeakSet<GPUDevice>();

/**
 * Lets the autotuner decide what these recordings leave open, once per adapter, driver and shape; must be awaited before they are compiled. What it cannot
 * decide keeps its first candidate.
 */
export async function chooseKernels(
  builds: readonly Build[],
  { memory, software }: KernelMemory,
  onProgress?: OnProgress,
): Promise<void> {
  const { device } = webgpuInternals(backend());
  const key = tuningKey(adapterInfoOf(), software);
  if (!recalled.has(device)) {
    await recallTuning(device, key, memory);
    recalled.add(device);
  }
  // Plans that were only looked at (estimates on the screen) left choices open that are nobody's business now.
  tuningOf(device).takeOpen();
  for (const build of builds) await planned(build);
  const { choices } = await tuneOpen(device, adapterInfoOf(), onProgress ? { onProgress } : {});
  if (choices.some(({ chosen }) => chosen !== undefined)) await keepTuning(device, key, memory);
}
