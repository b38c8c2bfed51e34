import { type KernelTuning, kernelTuning } from '@/schema/kernel-tuning';
import { tuningOf } from '../tuning';

/** Raised when kernels or their candidates change so that earlier decisions no longer hold. */
const KERNELS = 1;

/** Where decisions are kept between visits, by key. */
export interface TuningMemory {
  /** What was saved under this key, as it was; undefined where nothing was. */
  load(key: string): Promise<unknown>;
  save(key: string, value: KernelTuning): Promise<void>;
}

/** What decisions hold for. `software` is whatever stands between us and the adapter and can be told: the browser with its version, or Dawn's. */
export function tuningKey(
  {
    vendor,
    architecture,
    device,
    description,
  }: Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'device' | 'description'>,
  software: string,
): string {
  return JSON.stringify([vendor, architecture, device, description, software, KERNELS]);
}

/**
 * Takes over what was decided on an earlier visit: to be called before anything is recorded. Says how many decisions there were; a memory that
 * fails, or holds damage or another key's decisions, is an empty one.
 */
export async function recallTuning(device: GPUDevice, key: string, memory: TuningMemory): Promise<number> {
  try {
    const raw = await memory.load(key);
    if (raw === undefined) return 0;
    const saved = kernelTuning.parse(raw, 'kernel tuning');
    if (saved.key !== key) return 0;
    tuningOf(device).load(saved.decisions);
    return Object.keys(saved.decisions).length;
  } catch {
    return 0;
  }
}

/** Keeps all decisions of a device; says whether it could: a full disk is no reason not to train. */
export async function keepTuning(device: GPUDevice, key: string, memory: TuningMemory): Promise<boolean> {
  try {
    await memory.save(key, { version: 1, key, decisions: tuningOf(device).toJSON() });
    return true;
  } catch {
    return false;
  }
}
