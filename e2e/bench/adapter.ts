import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium, swiftshaderFolder } from '../setup/find-chromium.mjs';

const MANIFESTS = ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d', '/usr/local/share/vulkan/icd.d'];

/**
 * What the environment must say so that the Vulkan loader takes the adapter asked for: `swiftshader` (Chromium's), `lavapipe` (Mesa's), the path
 * of a driver's manifest, or nothing: what the studio itself would choose on this machine. Throws Error when it is not installed.
 */
export function adapterEnv(asked: string | undefined): Record<string, string> {
  if (asked === undefined) return {};
  if (asked === 'swiftshader') return swiftshader();
  if (asked === 'lavapipe') {
    const found = MANIFESTS.flatMap(manifestsIn).find((path) => /lvp_icd[^/]*\.json$/.test(path));
    if (!found) throw new Error('No lavapipe here: install Mesa (Debian: apt-get install mesa-vulkan-drivers)');
    return { VK_DRIVER_FILES: found };
  }
  if (!existsSync(asked))
    throw new Error(`--adapter is swiftshader, lavapipe or a driver's manifest; no file ${asked}`);
  return { VK_DRIVER_FILES: asked };
}

function swiftshader(): Record<string, string> {
  const folder = swiftshaderFolder(findChromium());
  if (!folder) throw new Error('No SwiftShader here: it comes with Chromium (npx playwright install chromium)');
  // Last in the list, so that a Vulkan loader of the system is preferred to Chromium's.
  const libraries = [process.env.LD_LIBRARY_PATH, folder].filter(Boolean).join(':');
  return { VK_DRIVER_FILES: join(folder, 'vk_swiftshader_icd.json'), LD_LIBRARY_PATH: libraries };
}

function manifestsIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
