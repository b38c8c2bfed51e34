import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BenchArguments } from '../arguments';
import { median } from '../statistics';
import { type Column, shown, table } from '../table';
import { writeCorpus } from './corpus';
import { scaleInTab } from './in-tab';
import type { ScaleResult } from './scale-process';
import type { StageTime } from './stopwatch';

const SIZES_MB = [10, 100, 1000];
/** MB of old space that each process may have. */
const HEAP_MB = 400;
/** Cancelled runs take half a run each: not at sizes above this. */
const CANCELS = { count: 12, mostMb: 100 };
const SEED = 1;

type Sized = ScaleResult & { readonly megabytes: number };

/** `npm run bench -- scale`: a corpus of each size from file to packed tokens, in Node or in a tab. */
export async function scaleBench({ sizes = SIZES_MB, recipe = '', browser, json }: BenchArguments): Promise<void> {
  if (browser) return scaleInTab(sizes, SEED);
  const folder = mkdtempSync(join(tmpdir(), 'loam-scale-corpus-'));
  const results: Sized[] = [];
  try {
    for (const size of sizes) {
      process.stderr.write(`${size} MB: writing the corpus\n`);
      const path = join(folder, `${size}.jsonl`);
      const bytes = await writeCorpus(path, size * 1e6, SEED);
      process.stderr.write(`${size} MB: importing and preparing\n`);
      const result = await measured(path, recipe, size <= CANCELS.mostMb ? CANCELS.count : 0);
      results.push({ ...result, megabytes: bytes / 1e6 });
      rmSync(path);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (json) console.log(JSON.stringify(results, undefined, 2));
  else console.log(report(results, recipe));
}

async function measured(path: string, recipe: string, cancels: number): Promise<ScaleResult> {
  const script = fileURLToPath(new URL('./scale-process.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    `--max-old-space-size=${HEAP_MB}`,
    '--import',
    'tsx',
    script,
    path,
    recipe,
    String(cancels),
    String(SEED),
  ]);
  // Our own process, which prints what the type says.
  return JSON.parse(stdout) as ScaleResult;
}

function report(results: readonly Sized[], recipe: string): string {
  const date = new Date().toISOString().slice(0, 10);
  const names = results.at(-1)?.stages.map(({ stage }) => stage) ?? [];
  const stages = names.map((stage) => ({
    stage,
    times: results.map((result) => result.stages.find((one) => one.stage === stage)),
  }));
  const perSize = (unit: string, of: (time: StageTime | undefined) => number | undefined, digits?: number) =>
    results.map(({ megabytes }, i): Column<(typeof stages)[number]> => {
      const head = `${shown(megabytes, 0)} MB, ${unit}`;
      return { head, of: ({ times }) => of(times[i]), ...(digits === undefined ? {} : { digits }) };
    });
  const waits = (r: Sized) => r.cancelled.map(({ ms }) => ms);
  const longestWait = (r: Sized) => r.cancelled.toSorted((a, b) => b.ms - a.ms)[0];
  return [
    `\nFrom file to packed tokens. ${date}, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, --max-old-space-size=${HEAP_MB}, LOAM_WORKERS=${process.env.LOAM_WORKERS ?? 'as usual'}.`,
    `Cleaning: ${recipe === '' ? 'steps that are on at first' : recipe}.`,
    '',
    table(
      [
        { head: 'MB', of: (r) => r.megabytes, digits: 0 },
        { head: 'documents', of: (r) => r.documents, digits: 0 },
        { head: 'M tokens', of: (r) => r.tokens / 1e6 },
        { head: 'vocabulary', of: (r) => r.vocabulary, digits: 0 },
        { head: 's', of: (r) => r.seconds },
        { head: 'MB/s', of: (r) => r.megabytes / r.seconds },
        { head: 'heap, MB', of: (r) => r.peakHeapBytes / 1e6, digits: 0 },
        { head: 'with arrays', of: (r) => r.peakTotalBytes / 1e6, digits: 0 },
        { head: 'resident', of: (r) => r.maxRssBytes / 1e6, digits: 0 },
        { head: 'cancelled', of: (r) => r.cancelled.length, digits: 0 },
        { head: 'median, ms', of: (r) => (r.cancelled.length > 0 ? median(waits(r)) : undefined), digits: 0 },
        { head: 'longest, ms', of: (r) => longestWait(r)?.ms, digits: 0 },
        { head: 'in', of: (r) => longestWait(r)?.stage },
      ],
      results,
    ),
    '',
    'Seconds by stage, and the longest time in it in which no message could come in:',
    '',
    table(
      [
        { head: 'stage', of: ({ stage }) => stage },
        ...perSize('s', (time) => time?.seconds),
        ...perSize('ms', (time) => time?.longestGapMs, 0),
      ],
      stages,
    ),
  ].join('\n');
}
