// `npm test`: brings a browser, then runs every tier and ends with one line: "N passed, M failed". Types, lint and build count as one
// test each. `npm test -- unit gpu` runs the named tiers only.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium, swiftshaderFolder } from './find-chromium.mjs';
import { ensureRealData } from './real-data.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const reports = join(root, '.cache', 'test-reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const env = { ...process.env };
const bin = (path) => join(root, 'node_modules', path);
const node = (script, ...args) => [process.execPath, script, ...args];
const vitest = (project, tierEnv) => {
  const counts = join(reports, `${project}.json`);
  const reporter = fileURLToPath(new URL('./count-reporter.mjs', import.meta.url));
  return {
    command: node(
      bin('vitest/vitest.mjs'),
      'run',
      '--project',
      project,
      '--reporter=default',
      `--reporter=${reporter}`,
    ),
    env: () => ({ LOAM_COUNTS: counts, ...tierEnv?.() }),
    count: () => readReport(counts),
  };
};

/** In order; `needs` names tiers without which this one means nothing. */
const TIERS = {
  types: { command: node(bin('typescript/bin/tsc'), '--noEmit') },
  lint: { command: ['npm', 'run', '--silent', 'lint'] },
  unit: vitest('unit'),
  gpu: vitest('gpu', gpuEnv),
  build: { command: node(bin('vite/bin/vite.js'), 'build') },
  e2e: {
    command: node(bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'),
    env: () => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, 'e2e.json') }),
    needs: ['build'],
    count: () => countPlaywright(join(reports, 'e2e.json')),
  },
};

/** SwiftShader, Chromium's own Vulkan driver, so that the GPU tier runs the same everywhere; a driver that the caller chose stays. */
function gpuEnv() {
  const folder = swiftshaderFolder(env.LOAM_CHROMIUM);
  if (env.VK_DRIVER_FILES || env.VK_ICD_FILENAMES || platform() !== 'linux' || !folder) return {};
  const loaders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'];
  const hasLoader = loaders.some((place) => existsSync(join(place, 'libvulkan.so.1')));
  return {
    VK_DRIVER_FILES: join(folder, 'vk_swiftshader_icd.json'),
    ...(!hasLoader && { LD_LIBRARY_PATH: [folder, env.LD_LIBRARY_PATH].filter(Boolean).join(':') }),
  };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function countPlaywright(path) {
  const report = readReport(path);
  if (!report) return undefined;
  const skips = [];
  const visit = (suite) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status === 'skipped')
          skips.push(
            `${spec.title}: ${test.annotations.find(({ type }) => type === 'skip')?.description ?? 'not run'}`,
          );
      }
    }
    for (const inner of suite.suites ?? []) visit(inner);
  };
  for (const suite of report.suites) visit(suite);
  // Retries are off; were they on, a flaky test would be a failed one.
  return {
    passed: report.stats.expected,
    failed: report.stats.unexpected + report.stats.flaky + report.errors.length,
    skips,
  };
}

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in TIERS));
if (unknown) {
  console.error(`There is no tier "${unknown}". Tiers: ${Object.keys(TIERS).join(', ')}.`);
  process.exit(2);
}

if (asked.length === 0 || asked.includes('unit')) ensureRealData();

const totals = { passed: 0, failed: 0, skips: [] };
const times = [];
const failedTiers = new Set();
try {
  env.LOAM_CHROMIUM = ensureChromium();
  env.LOAM_E2E_PORT ??= String(await freePort());
  console.log(`Browser: ${env.LOAM_CHROMIUM}`);
} catch (error) {
  console.error(error.message);
  failedTiers.add('browser');
  totals.failed++;
}

for (const [name, tier] of Object.entries(TIERS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n=== ${name}`);
  const start = performance.now();
  const missing = tier.needs?.find((need) => failedTiers.has(need));
  let result;
  if (missing) {
    console.log(`not run: ${missing} failed`);
    result = { passed: 0, failed: 1, skips: [] };
  } else {
    const [command, ...args] = tier.command;
    const run = spawnSync(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...env, ...tier.env?.() },
      shell: platform() === 'win32' && command === 'npm',
    });
    const ok = run.status === 0;
    const counted = tier.count?.();
    result = counted ?? { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skips: [] };
    // A tier that ends badly without a failed test, or without a test, is a failure all the same.
    if (result.failed === 0 && (!ok || result.passed === 0)) result.failed = 1;
  }
  if (result.failed > 0) failedTiers.add(name);
  totals.passed += result.passed;
  totals.failed += result.failed;
  totals.skips.push(...result.skips);
  const seconds = (performance.now() - start) / 1000;
  times.push({ name, seconds, ...result });
}

console.log('\n=== summary');
for (const { name, seconds, passed, failed } of times) {
  console.log(
    `${name.padEnd(6)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(8)} s`,
  );
}
console.log(
  `${'total'.padEnd(6)} ${times
    .reduce((sum, { seconds }) => sum + seconds, 0)
    .toFixed(1)
    .padStart(32)} s`,
);
for (const skip of totals.skips) console.log(`skipped  ${skip}`);
const skipped = totals.skips.length > 0 ? `, ${totals.skips.length} skipped` : '';
console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exitCode = totals.failed > 0 ? 1 : 0;

/** A port that nobody listens on: another test run, or a server left behind, must not be in the way. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, 'localhost', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
