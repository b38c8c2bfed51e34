import { defineConfig } from '@playwright/test';
import { findChromium } from './e2e/setup/find-chromium.mjs';
import { launchArgs } from './e2e/setup/launch-args';

const executablePath = findChromium();
if (!executablePath) throw new Error('No Chromium: run "npm test", which brings one, or set LOAM_CHROMIUM.');

const port = Number(process.env.LOAM_E2E_PORT ?? 4273);

/** The production build in a real browser, WebGPU on the software adapter that Chromium brings. */
export default defineConfig({
  testDir: './e2e/journeys',
  outputDir: './test-results',
  // Two cores, and every run trains: a second browser at the same time slows both.
  workers: 1,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      args: launchArgs(),
    },
  },
  webServer: {
    command: `node e2e/server/static-server.mjs ${process.env.LOAM_DIST ?? 'dist'} ${port}`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 20_000,
  },
});
