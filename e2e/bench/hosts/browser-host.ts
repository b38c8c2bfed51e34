import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright';
import { build, type Plugin } from 'vite';
import { serve } from '../../server/static-server.mjs';
import { findChromium } from '../../setup/find-chromium.mjs';
import { launchArgs } from '../../setup/launch-args';
import { isInstalled } from '../install-peers';
import type { Host, PeerName, RunningPeer } from './host';

const bench = fileURLToPath(new URL('..', import.meta.url));
/** A step may take many seconds on a software adapter. */
const TIMEOUT_MS = 1_200_000;

/** Each peer in a page of its own in one Chromium, which has one process for the GPU. Throws Error when there is no Chromium. */
export async function browserHost(peers: readonly PeerName[]): Promise<Host> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium: run "npm test", which brings one, or set LOAM_CHROMIUM');
  const folder = mkdtempSync(join(tmpdir(), 'loam-bench-'));
  await buildPage(folder, peers.filter(isInstalled));
  const { server, address } = await serve(folder);
  const browser = await chromium.launch({ executablePath, args: launchArgs() });
  return {
    description: `Chromium ${browser.version()}`,
    async start(peer, config, { counting }) {
      const page = await browser.newPage({ baseURL: address });
      page.setDefaultTimeout(TIMEOUT_MS);
      try {
        await page.goto('/');
        await page.waitForFunction(() => 'loamBench' in window);
        const ready = await page.evaluate(([name, shape, counts]) => window.loamBench.start(name, shape, counts), [
          peer,
          config,
          counting,
        ] as const);
        return running(page, ready);
      } catch (error) {
        await page.close();
        throw error;
      }
    },
    async close() {
      await browser.close();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function running(page: Page, ready: RunningPeer['ready']): RunningPeer {
  return {
    ready,
    run: (order) => page.evaluate((given) => window.loamBench.run(given), order),
    end: () => page.close(),
  };
}

async function buildPage(outDir: string, peers: readonly PeerName[]): Promise<void> {
  await build({
    root: join(bench, 'browser'),
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    resolve: { alias: { '@': fileURLToPath(new URL('../../../src', import.meta.url)) } },
    plugins: [peersPlugin(peers)],
    build: { outDir, emptyOutDir: true, target: 'es2023', minify: false, chunkSizeWarningLimit: 100_000 },
  });
}

/** Only those that were asked for: the packages of the others need not be there. */
function peersPlugin(peers: readonly PeerName[]): Plugin {
  const id = '\0virtual:peers';
  return {
    name: 'bench-peers',
    resolveId: (asked) => (asked === 'virtual:peers' ? id : undefined),
    load(asked) {
      if (asked !== id) return undefined;
      const entries = peers.map((peer) => {
        const path = JSON.stringify(join(bench, 'peers', `${peer}.ts`));
        return `${JSON.stringify(peer)}: () => import(${path})`;
      });
      return `export const peers = { ${entries.join(', ')} };`;
    },
  };
}
