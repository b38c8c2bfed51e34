import { adapterEnv } from '../adapter';
import type { BenchArguments } from '../arguments';
import { configOf } from '../config';
import type { Host } from '../hosts/host';
import { nodeHost } from '../hosts/node-host';
import { installPeers } from '../install-peers';
import { sitAndPrint } from './sit-and-print';

/** `npm run bench -- step`. */
export async function stepBench(given: BenchArguments): Promise<void> {
  const config = configOf(given.config ?? 'A');
  if (given.peers.length > 0) installPeers();
  const host = await hostOf(given);
  try {
    await sitAndPrint(given, config, host);
  } finally {
    await host.close();
  }
}

async function hostOf({ browser, adapter, peers }: BenchArguments): Promise<Host> {
  if (!browser) return nodeHost({ env: adapterEnv(adapter) });
  if (adapter !== undefined && adapter !== 'swiftshader')
    throw new Error('--browser runs on the SwiftShader that Chromium brings');
  return (await import('../hosts/browser-host')).browserHost(['ours', ...peers]);
}
