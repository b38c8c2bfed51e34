import { readFileSync } from 'node:fs';
import { Studio } from '../screens/studio';
import { launchArgs } from '../setup/launch-args';
import { expect, test, trainTiny } from './studio-test';

test('the policy is in the header and in the page, and forbids every other origin', async ({ request }) => {
  const response = await request.get('/');
  const header = response.headers()['content-security-policy'] ?? '';
  const meta = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(await response.text())?.[1] ?? '';
  for (const policy of [header, meta]) {
    expect(policy).toMatch(/default-src '(none|self)'/);
    expect(policy).toMatch(/connect-src 'self'/);
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval|wss?:/);
  }
});

test.describe(() => {
  test.use({ allowedErrors: /Content Security Policy|example\.com/ });
  test('the browser lets neither the page nor a worker reach another origin', async ({ studio, page }) => {
    const outcome = await page.evaluate(() =>
      fetch('https://example.com/', { mode: 'no-cors' }).then(
        () => 'went out',
        () => 'refused',
      ),
    );
    expect(outcome).toBe('refused');
    // The studio's own workers obey the header of their scripts.
    await studio.data.whenSettled();
    // An empty studio is settled before its workers have begun: one for data, one for training.
    await expect.poll(() => page.workers().length).toBeGreaterThanOrEqual(2);
    for (const worker of page.workers()) {
      const said = await worker.evaluate(() =>
        fetch('https://example.com/', { mode: 'no-cors' }).then(
          () => 'went out',
          () => 'refused',
        ),
      );
      expect(said, worker.url()).toBe('refused');
    }
  });
});

/** What the whole browser asked for, workers included, as its network stack wrote it down. */
test('during a whole journey the network stack sees requests to the studio alone', async ({
  playwright,
  launchOptions,
  baseURL,
}, info) => {
  const log = info.outputPath('net-log.json');
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [...launchArgs(), `--log-net-log=${log}`],
  });
  const page = await browser.newPage({ baseURL: baseURL ?? '' });
  const studio = await new Studio(page).open();
  await trainTiny(studio, 8);
  await studio.go('Playground');
  await studio.go('Export');
  await studio.export.take();
  await browser.close();

  const { constants, events } = JSON.parse(readFileSync(log, 'utf8'));
  const start = constants.logEventTypes.URL_REQUEST_START_JOB;
  const requests: { url: string; initiator?: string }[] = events
    .filter((event: { type: number; params?: { url?: string } }) => event.type === start && event.params?.url)
    .map((event: { params: { url: string; initiator?: string } }) => event.params);
  const origin = new URL(baseURL ?? '').origin;
  const ours = requests.filter(({ url }) => url.startsWith(origin));
  // What Chromium asks for itself (updates, field trials) has no initiator, or none of ours.
  const fromUs = requests.filter(({ initiator }) => initiator?.includes(origin));
  expect(ours.length, 'the log was written').toBeGreaterThan(5);
  expect(fromUs.map(({ url }) => url).filter((url) => !url.startsWith(origin))).toEqual([]);
});
