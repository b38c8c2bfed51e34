import type { TuningMemory } from '@/gpu/tune/remember';
import type { KernelMemory } from '@/ml/execution/choose-kernels';
import type { Storage } from '@/storage/storage';
import { readJson, writeText } from './text-files';

/** Decisions about kernels in a storage, a file for each key: `kernels-<hash>.json`. */
export function storedTuning(storage: Storage): TuningMemory {
  return {
    async load(key) {
      const path = pathOf(key);
      return (await storage.exists(path)) ? readJson(storage, path) : undefined;
    },
    save: (key, value) => writeText(storage, pathOf(key), JSON.stringify(value)),
  };
}

/** In a worker: what stands between us and the adapter is the browser. */
export function kernelMemory(storage: Storage): KernelMemory {
  return { memory: storedTuning(storage), software: globalThis.navigator?.userAgent ?? '' };
}

/** Two keys may share a hash: the file says its key, and whoever comes last keeps the place. */
function pathOf(key: string): string {
  let hash = 0x811c9dc5; // FNV-1a, 32 bit
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return `kernels-${(hash >>> 0).toString(16).padStart(8, '0')}.json`;
}
