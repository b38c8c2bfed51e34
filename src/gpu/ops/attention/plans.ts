import { backend, getBackend } from '@tensorflow/tfjs';
import { webgpuInternals } from '../../backend';
import { traitsOf } from '../../device-traits';
import type { Plan } from './variant';

/** Which way the kernels go: software adapters straight from storage, two rows and eight keys at a time; GPUs through workgroup memory. */
export function plan(): Plan {
  const { software, subgroups = false } =
    getBackend() === 'webgpu' ? traitsOf(webgpuInternals(backend()).device) : { software: true };
  return software ? { kind: 'direct', rows: 2, step: 8, subgroups } : { kind: 'tiled' };
}
