import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { build } from 'vite';
import type { OpfsAnswer, OpfsRequest } from './opfs.worker';

/** storage/opfs.ts in a real worker over the real OPFS. A page of its own: the studio has no door for tests. */
let server: Server;
let address: string;

test.beforeAll(async () => {
  const source = fileURLToPath(new URL('../../src', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '@': source } },
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: fileURLToPath(new URL('./opfs.worker.ts', import.meta.url)), formats: ['es'], fileName: 'worker' },
    },
  });
  const output = Array.isArray(built) ? built[0] : built;
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error('the worker was not built');
  server = createServer((request, response) => {
    const script = request.url === '/worker.js';
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
    response.end(script ? chunk.code : '<!doctype html><title>OPFS</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
test.afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
test.beforeEach(({ page }) => page.goto(address).then(() => undefined));

/** Asks the worker called `name`, which is started at its first question and stays. */
function ask(page: Page, name: string, request: OpfsRequest): Promise<OpfsAnswer> {
  return page.evaluate(
    ([key, message]) =>
      new Promise<OpfsAnswer>((resolve, reject) => {
        const workers = ((globalThis as { opfsWorkers?: Map<string, Worker> }).opfsWorkers ??= new Map());
        const worker = workers.get(key) ?? new Worker('/worker.js', { type: 'module' });
        workers.set(key, worker);
        worker.onmessage = (event: MessageEvent<OpfsAnswer>) => resolve(event.data);
        worker.onerror = (event) => reject(new Error(event.message));
        worker.postMessage(message);
      }),
    [name, request] as const,
  );
}

test('the real OPFS keeps every promise of the storage interface', async ({ page }) => {
  const outcomes = await ask(page, 'one', { ask: 'conformance' });
  expect(outcomes.length).toBeGreaterThan(15);
  expect(outcomes.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
});

test('two workers read one file at the same time; replacing it meanwhile is refused, not half done', async ({
  page,
}) => {
  await ask(page, 'data', { ask: 'hold', path: 'tokens.bin' });
  expect(await ask(page, 'train', { ask: 'read', path: 'tokens.bin' })).toEqual([{ name: 'read', outcome: 'held' }]);
  expect(await ask(page, 'train', { ask: 'write', path: 'tokens.bin' })).toEqual([
    { name: 'write', outcome: 'storage/locked' },
  ]);
  expect(await ask(page, 'train', { ask: 'read', path: 'tokens.bin' })).toEqual([{ name: 'read', outcome: 'held' }]);
});

async function expectFull(page: Page, context: BrowserContext): Promise<void> {
  await page.goto(address);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(address).origin, quotaSize: 4_000_000 });
  const [failure, kept, files] = await ask(page, 'one', { ask: 'fill', megabytes: 16 });
  expect(failure?.name).toBe('storage/full');
  expect(failure?.outcome).toMatch(/^Storage is full: [\d.]+ MB used/);
  expect(kept?.outcome).toBe('old');
  expect(files?.outcome).toBe('f');
}
test('a full disk is said, and the old file stays: in a private window', ({ page, context }) =>
  expectFull(page, context));

test('a full disk is said, and the old file stays: in an ordinary window', async ({
  playwright,
  launchOptions,
}, info) => {
  const context = await playwright.chromium.launchPersistentContext(info.outputPath('profile'), launchOptions);
  try {
    await expectFull(context.pages()[0] ?? (await context.newPage()), context);
  } finally {
    await context.close();
  }
});
