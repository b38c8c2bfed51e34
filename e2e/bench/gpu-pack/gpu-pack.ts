import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { BenchArguments } from '../arguments';
import { installPeers } from '../install-peers';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));
const MOST_BYTES = 64e6;

/** `npm run bench -- gpu-pack`: a folder, and the same as .tar.xz, that runs on any Linux x86-64 machine with a Vulkan driver. */
export async function gpuPack(given: BenchArguments): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('The pack is made on Linux x86-64');
  installPeers();
  const out = resolve(given.out);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, 'lib'), { recursive: true });
  await bundle(out);
  copyFileSync(process.execPath, join(out, 'node'));
  chmodSync(join(out, 'node'), 0o755);
  copyDawn(out);
  copyLoader(out);
  for (const name of ['run.sh', 'pytorch_bench.py']) copyFileSync(join(here, name), join(out, name));
  chmodSync(join(out, 'run.sh'), 0o755);

  const archive = `${out}.tar.xz`;
  console.error('Compressing.');
  const tar = spawnSync('tar', ['-cJf', archive, '-C', dirname(out), basename(out)], {
    stdio: 'inherit',
    env: { ...process.env, XZ_OPT: '-6 -T0' },
  });
  if (tar.status !== 0) throw new Error('tar failed, for the reason above');
  const { size } = statSync(archive);
  if (size > MOST_BYTES) throw new Error(`${archive} has ${size} bytes, more than ${MOST_BYTES}`);
  console.log(`${out}\n${archive} (${(size / 1e6).toFixed(1)} MB)`);
}

/** Everything but Dawn in one file a process. */
async function bundle(out: string): Promise<void> {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    resolve: { alias: { '@': join(root, 'src') } },
    // Dawn finds its binary beside itself.
    ssr: { noExternal: true, external: ['webgpu'] },
    build: {
      ssr: true,
      outDir: out,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      rolldownOptions: {
        input: { bench: join(here, 'pack-main.ts'), peer: join(here, 'pack-peer.ts') },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'code/[name]-[hash].mjs' },
      },
    },
  });
}

function copyDawn(out: string): void {
  const from = dirname(createRequire(import.meta.url).resolve('webgpu'));
  const to = join(out, 'node_modules', 'webgpu');
  for (const name of ['package.json', 'index.js', 'LICENSE.md', join('dist', 'linux-x64')])
    cpSync(join(from, name), join(to, name), { recursive: true });
}

/** The Vulkan loader, for machines with a driver and no loader, and a manifest for NVIDIA's driver, which in containers often lacks its own. */
function copyLoader(out: string): void {
  const loader = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib', '/usr/lib/chromium']
    .map((folder) => join(folder, 'libvulkan.so.1'))
    .find(existsSync);
  if (loader) copyFileSync(loader, join(out, 'lib', 'libvulkan.so.1'));
  else console.error('No libvulkan.so.1 here: the pack needs that of the other machine.');
  for (const library of ['libGLX_nvidia.so.0', 'libEGL_nvidia.so.0']) {
    const manifest = { file_format_version: '1.0.1', ICD: { library_path: library, api_version: '1.3.0' } };
    writeFileSync(join(out, 'lib', `nvidia-${library}.json`), JSON.stringify(manifest));
  }
}
