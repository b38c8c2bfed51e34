import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { TuningMemory } from '@/gpu/tune/remember';
import { diskStorage } from '@/storage/disk';
import { storedTuning } from '@/workers/kernel-tuning';

/** Decisions about kernels in the user's folder for caches. */
export function diskTuning(env: Environment = process.env, home = homedir()): TuningMemory {
  return storedTuning(diskStorage(cacheFolder(env, home)));
}

type Environment = Readonly<Record<string, string | undefined>>;

/** $XDG_CACHE_HOME/loam, or ~/.cache/loam; a relative $XDG_CACHE_HOME is ignored, as the XDG Base Directory Specification says. */
export function cacheFolder(env: Environment, home: string): string {
  const { XDG_CACHE_HOME: given } = env;
  return join(given && isAbsolute(given) ? given : join(home, '.cache'), 'loam');
}

/** Name and version of the npm package that brings Dawn: another Dawn may make other kernels the fastest. */
export function webgpuPackage(): string {
  const { version }: { version?: unknown } = createRequire(import.meta.url)('webgpu/package.json');
  return `webgpu ${version}`;
}
