import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
/** The package that a peer needs; ours and stock make do with the studio's tfjs. */
const PACKAGES: Readonly<Record<string, string>> = {
  jax: '@jax-js/jax',
  nanogpt: '@genai-fi/nanogpt',
};

/** Brings the peers' packages, which the studio does not carry, the first time. That it fails is said and no more: ours needs none. */
export function installPeers(): void {
  // npm writes this last: without it the folder is what an interrupted installation left.
  if (existsSync(join(here, 'node_modules', '.package-lock.json'))) return;
  console.error(`Installing what is measured beside ours (npm ci --prefix ${here}).`);
  // Their install scripts are not needed: patch-package has nothing to patch there.
  const args = ['ci', '--prefix', here, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];
  const { status } = spawnSync('npm', args, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (status !== 0) console.error('That failed, for the reason above: peers without their packages are left out.');
}

export function isInstalled(peer: string): boolean {
  const needs = PACKAGES[peer];
  return needs === undefined || existsSync(join(here, 'node_modules', needs));
}
