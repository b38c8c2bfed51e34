import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { adapterEnv } from '../adapter';
import type { BenchArguments } from '../arguments';

/** `npm run bench -- ops`. */
export function opsBench(given: BenchArguments): void {
  const script = fileURLToPath(new URL('./ops-process.ts', import.meta.url));
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', script, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, ...adapterEnv(given.adapter) },
  });
  if (status !== 0) process.exitCode = 1;
}
