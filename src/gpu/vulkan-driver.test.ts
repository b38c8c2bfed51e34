import { expect, test } from 'vitest';
import { LoamError } from '@/base/errors';
import { chooseVulkanDriver, type Machine } from './vulkan-driver';

const SHADER = 'vk_swiftshader_icd.json';

/** A Linux machine with these files. */
function machine(files: readonly string[], env: Machine['env'] = {}): Machine {
  const list = (folder: string) => {
    const inside = files.filter((path) => path.startsWith(`${folder}/`));
    return [...new Set(inside.map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''))];
  };
  return { platform: 'linux', env, home: '/home/me', exists: (path) => files.includes(path), list };
}

test('the environment comes first', () => {
  const files = [`/usr/lib/chromium/${SHADER}`];
  expect(chooseVulkanDriver(machine(files, { VK_DRIVER_FILES: '/x.json' })).kind).toBe('environment');
});

test('a GPU with a driver comes before software', () => {
  const files = ['/dev/dri/renderD128', '/usr/share/vulkan/icd.d/radeon_icd.json', `/usr/lib/chromium/${SHADER}`];
  expect(chooseVulkanDriver(machine(files)).kind).toBe('system');
});

test('drivers without a GPU, and Mesa software with one, do not count', () => {
  const chromium = `/usr/lib/chromium/${SHADER}`;
  const swiftshader = { kind: 'swiftshader', folder: '/usr/lib/chromium', manifest: chromium };
  expect(chooseVulkanDriver(machine(['/usr/share/vulkan/icd.d/intel_icd.json', chromium]))).toEqual(swiftshader);
  const software = ['/dev/dri/renderD128', '/usr/share/vulkan/icd.d/lvp_icd.json', chromium];
  expect(chooseVulkanDriver(machine(software))).toEqual(swiftshader);
});

test("Playwright's newest Chromium is found in its cache, or where it was told to keep it", () => {
  const cache = '/home/me/.cache/ms-playwright';
  const files = [`${cache}/chromium-999/chrome-linux/${SHADER}`, `${cache}/chromium-1208/chrome-linux64/${SHADER}`];
  expect(chooseVulkanDriver(machine(files))).toMatchObject({ folder: `${cache}/chromium-1208/chrome-linux64` });
  const elsewhere = machine([`/b/chromium-1/c/${SHADER}`], { PLAYWRIGHT_BROWSERS_PATH: '/b' });
  expect(chooseVulkanDriver(elsewhere)).toMatchObject({ folder: '/b/chromium-1/c' });
});

test('macOS needs none; a bare Linux is told what to do', () => {
  expect(chooseVulkanDriver({ ...machine([]), platform: 'darwin' }).kind).toBe('system');
  const error = (() => {
    try {
      return chooseVulkanDriver(machine([]));
    } catch (thrown) {
      return thrown;
    }
  })();
  if (!(error instanceof LoamError)) expect.fail('no LoamError');
  expect(error.report.code).toBe('gpu/no-driver');
});
