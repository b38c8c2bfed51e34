import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { findChromium } from './find-chromium.mjs';

afterEach(() => vi.unstubAllEnvs());

describe('findChromium', () => {
  test('takes the one that was named, and refuses a name that is none', () => {
    const found = findChromium();
    vi.stubEnv('LOAM_CHROMIUM', '/no/such/browser');
    expect(() => findChromium()).toThrow(/LOAM_CHROMIUM is \/no\/such\/browser/);
    if (found === undefined) return;
    vi.stubEnv('LOAM_CHROMIUM', found);
    expect(findChromium()).toBe(found);
  });

  test.skipIf(platform() !== 'linux')(
    'takes from the PATH the first that runs, not a stub that only asks for a snap',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'loam-path-'));
      try {
        await writeFile(join(folder, 'chromium'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
        vi.stubEnv('LOAM_CHROMIUM', '');
        vi.stubEnv('PLAYWRIGHT_BROWSERS_PATH', join(folder, 'none'));
        vi.stubEnv('PATH', folder);
        expect(findChromium()).toBeUndefined();
        await writeFile(join(folder, 'google-chrome'), '#!/bin/sh\necho Google Chrome 150.0.1.2\n', { mode: 0o755 });
        expect(findChromium()).toBe(join(folder, 'google-chrome'));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});
