import { existsSync, readdirSync } from 'node:fs';
import { constants, homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseVulkanDriver, type VulkanDriver } from './vulkan-driver';

/**
 * WebGPU in Node: the npm package `webgpu` (Dawn) on a Vulkan driver. For the command line and the tests; never imported by the page.
 * The driver is chosen through the environment, which the Vulkan loader reads once: before Dawn is loaded.
 */
export interface NodeWebGpu {
  readonly driver: VulkanDriver;
  /** Lets the process end: Dawn lives as long as `navigator.gpu` is referenced. Dispose devices first. */
  release(): void;
}

let current: NodeWebGpu | undefined;

/** Sets `navigator.gpu`, WebGPU's classes and what tfjs expects of a worker. Idempotent. Throws LoamError `gpu/no-driver`. */
export async function setUpNodeWebGpu(): Promise<NodeWebGpu> {
  if (current) return current;
  const driver = prepareDriver();
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals, {
    // tfjs takes a process for a browser's worker, and so for one that may have WebGPU, when these exist.
    self: globalThis,
    WorkerGlobalScope: class {},
  });
  // Browsers blunt the GPU's clock against eavesdroppers; there are none here, and profiles want it sharp.
  let gpu: GPU | undefined = create(['disable-dawn-features=timestamp_quantization']);
  const earlier = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', {
    configurable: true,
    value: {
      userAgent: '',
      get gpu() {
        return gpu;
      },
    },
  });
  current = {
    driver,
    release() {
      gpu = undefined;
      current = undefined;
      if (earlier) Object.defineProperty(globalThis, 'navigator', earlier);
      else Reflect.deleteProperty(globalThis, 'navigator');
    },
  };
  return current;
}

function prepareDriver(): VulkanDriver {
  const { env, platform } = process;
  const driver = chooseVulkanDriver({ platform, env, home: homedir(), exists: existsSync, list });
  // Mesa's software driver warns without it.
  env.XDG_RUNTIME_DIR ??= tmpdir();
  if (driver.kind === 'swiftshader') {
    env.VK_DRIVER_FILES = driver.manifest;
    preloadLoader(driver.folder);
  }
  return driver;
}

/**
 * A machine without libvulkan.so.1 can use the copy in Chromium's folder: a library that is already loaded answers to its name when Dawn
 * asks for it. Node takes it for an addon and complains after loading; RTLD_NODELETE (0x1000) keeps it loaded all the same.
 */
function preloadLoader(folder: string): void {
  const library = join(folder, 'libvulkan.so.1');
  const system = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib', '/lib'];
  if (system.some((path) => existsSync(join(path, 'libvulkan.so.1'))) || !existsSync(library)) return;
  try {
    process.dlopen({ exports: {} }, library, constants.dlopen.RTLD_NOW | 0x1000);
  } catch {
    // "Module did not self-register": expected, see above.
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
