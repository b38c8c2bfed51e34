import { join } from 'node:path';
import { LoamError } from '@/base/errors';

/** What the choice depends on; the file system and the environment in earnest, made up in tests. */
export interface Machine {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  exists(path: string): boolean;
  /** Names in a folder; none when it is not there. */
  list(folder: string): string[];
}

export type VulkanDriver =
  | { readonly kind: 'environment' }
  /** A GPU with a driver, or a system (macOS, Windows) whose graphics interface is not Vulkan. */
  | { readonly kind: 'system' }
  /** SwiftShader, a software driver, out of a Chromium. */
  | { readonly kind: 'swiftshader'; readonly folder: string; readonly manifest: string };

/** VK_DRIVER_FILES if set, else a real GPU, else the SwiftShader of an installed Chromium. Throws LoamError `gpu/no-driver`. */
export function chooseVulkanDriver(machine: Machine): VulkanDriver {
  const { platform, env, exists } = machine;
  if (env.VK_DRIVER_FILES || env.VK_ICD_FILENAMES) return { kind: 'environment' };
  if (platform !== 'linux') return { kind: 'system' };
  if (hasGpu(machine) && systemDrivers(machine).length > 0) return { kind: 'system' };
  for (const folder of chromiumFolders(machine)) {
    const manifest = join(folder, 'vk_swiftshader_icd.json');
    if (exists(manifest)) return { kind: 'swiftshader', folder, manifest };
  }
  throw new LoamError({
    code: 'gpu/no-driver',
    what: 'There is no Vulkan driver for WebGPU in Node',
    where: 'GPU',
    remedy: 'Install Chromium (npx playwright install chromium), set VK_DRIVER_FILES, or use --device cpu.',
  });
}

/** A kernel driver's device node: without one, a hardware driver that is merely installed finds nothing. */
function hasGpu({ exists, list }: Machine): boolean {
  return exists('/dev/nvidiactl') || exists('/dev/dxg') || list('/dev/dri').some((name) => name.startsWith('renderD'));
}

/** Manifests of the system's drivers, Mesa's software driver excluded: older ones fail under Dawn. */
function systemDrivers({ list }: Machine): string[] {
  return ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d', '/usr/local/share/vulkan/icd.d']
    .flatMap(list)
    .filter((name) => name.endsWith('.json') && !/lvp|lavapipe|swiftshader/.test(name));
}

/** Where a Chromium is installed: by the system, by snap, by Playwright (newest first). */
function chromiumFolders({ env, home, list }: Machine): string[] {
  const playwright = env.PLAYWRIGHT_BROWSERS_PATH || join(home, '.cache/ms-playwright');
  const cached = list(playwright)
    .filter((name) => name.startsWith('chromium'))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .flatMap((name) => list(join(playwright, name)).map((inner) => join(playwright, name, inner)));
  return [
    '/usr/lib/chromium',
    '/usr/lib/chromium-browser',
    '/usr/lib64/chromium',
    '/usr/lib64/chromium-browser',
    '/opt/google/chrome',
    '/opt/chromium.org/chromium',
    '/opt/microsoft/msedge',
    '/snap/chromium/current/usr/lib/chromium-browser',
    ...cached,
  ];
}
