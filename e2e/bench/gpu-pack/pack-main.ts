// The step bench on another machine: `node bench.mjs [--config A|B|FILE] [--rounds N] [--steps N] [--json]`. See run.sh.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseBenchArguments } from '../arguments';
import { configOf } from '../config';
import { nodeHost } from '../hosts/node-host';
import { sitAndPrint } from '../step/sit-and-print';

async function main(): Promise<void> {
  const given = parseBenchArguments(['step', '--peers', 'stock', ...process.argv.slice(2)]);
  const env: Record<string, string> = given.adapter === undefined ? {} : { VK_DRIVER_FILES: given.adapter };
  const script = fileURLToPath(new URL('./peer.mjs', import.meta.url));
  const report = await sitAndPrint(given, configOf(given.config ?? 'A'), nodeHost({ env, script, execArgv: [] }));
  // For pytorch_bench.py, which trains the same beside it.
  writeFileSync(new URL('./last-result.json', import.meta.url), JSON.stringify(report, undefined, 2));
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
