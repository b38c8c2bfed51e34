import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { Studio } from '../../screens/studio';
import { serve } from '../../server/static-server.mjs';
import { ensureChromium } from '../../setup/find-chromium.mjs';
import { launchArgs } from '../../setup/launch-args';
import { table } from '../table';
import { writeCorpus } from './corpus';

const LOOK_EVERY_MS = 500;
/** An hour a gigabyte is far too long; a bench should still say so itself. */
const PATIENCE_MS = 3_600_000;

interface InTab {
  readonly megabytes: number;
  readonly seconds: number;
  /** What V8 holds, all workers of the page and the page together, at its highest. */
  readonly peakHeapMb: number;
  readonly tokens: string;
}

/** `npm run bench -- scale --browser`: a file of each size is chosen in the studio as built, until the rail names its tokens. */
export async function scaleInTab(sizes: readonly number[], seed: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'loam-scale-tab-'));
  const { server, address } = await serve(fileURLToPath(new URL('../../../dist', import.meta.url)));
  const rows: InTab[] = [];
  try {
    for (const size of sizes) {
      const path = join(folder, `${size}.jsonl`);
      process.stderr.write(`${size} MB: writing the corpus\n`);
      const bytes = await writeCorpus(path, size * 1e6, seed);
      process.stderr.write(`${size} MB: in the tab\n`);
      rows.push({ megabytes: bytes / 1e6, ...(await measured(path, address, join(folder, `profile-${size}`))) });
      rmSync(path);
    }
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(
    `\nFrom a chosen file to packed tokens in Chromium. ${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model ?? 'unknown'}.\n`,
  );
  console.log(
    table(
      [
        { head: 'MB', of: (r) => r.megabytes, digits: 0 },
        { head: 's', of: (r) => r.seconds },
        { head: 'MB/s', of: (r) => r.megabytes / r.seconds },
        { head: 'heap of all threads, MB', of: (r) => r.peakHeapMb, digits: 0 },
        { head: 'tokens', of: (r) => r.tokens },
      ],
      rows,
    ),
  );
}

/** A profile on the disk: without one, Chromium keeps OPFS in memory. */
async function measured(path: string, baseURL: string, profile: string): Promise<Omit<InTab, 'megabytes'>> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: ensureChromium(),
    args: launchArgs(),
    baseURL,
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const heap = await heapOf(page);
    const studio = await new Studio(page).open();
    const begun = performance.now();
    await studio.data.fileInput.setInputFiles(path);
    let peakHeapMb = 0;
    const looking = setInterval(async () => {
      peakHeapMb = Math.max(peakHeapMb, await heap());
    }, LOOK_EVERY_MS);
    await studio.data.whenReady(PATIENCE_MS);
    const seconds = (performance.now() - begun) / 1000;
    clearInterval(looking);
    return { seconds, peakHeapMb, tokens: (await studio.stage('Data').textContent()) ?? '' };
  } finally {
    await context.close();
  }
}

interface Attached {
  readonly sessionId: string;
  readonly targetInfo: { readonly type: string };
}

/** Sums what V8 uses in the page and in all its workers, which are asked through the page. */
async function heapOf(page: Page): Promise<() => Promise<number>> {
  const cdp = await page.context().newCDPSession(page);
  const workers = new Map<string, number>();
  cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }: Attached) => {
    if (targetInfo.type === 'worker') workers.set(sessionId, 0);
  });
  cdp.on('Target.detachedFromTarget', ({ sessionId }: { sessionId: string }) => workers.delete(sessionId));
  cdp.on('Target.receivedMessageFromTarget', ({ sessionId, message }: { sessionId: string; message: string }) => {
    const { result } = JSON.parse(message) as { result?: { usedSize?: number } };
    if (result?.usedSize !== undefined) workers.set(sessionId, result.usedSize);
  });
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  let id = 0;
  return async () => {
    for (const sessionId of workers.keys()) await ask(cdp, sessionId, ++id);
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    return [...workers.values()].reduce((sum, bytes) => sum + bytes, usedSize) / 1e6;
  };
}

/** The answer comes as a message. */
async function ask(cdp: CDPSession, sessionId: string, id: number): Promise<void> {
  const message = JSON.stringify({ id, method: 'Runtime.getHeapUsage' });
  await cdp.send('Target.sendMessageToTarget', { sessionId, message }).catch(() => undefined);
}
