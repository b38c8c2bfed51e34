// One size, in a process of its own that may not have more heap than the studio should need. Arguments: FILE RECIPE CANCELS SEED.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAbort } from '@/base/errors';
import { Rng } from '@/base/rng';
import { nodePool } from '@/cli/node-pool';
import type { DatasetManifest } from '@/schema/dataset';
import { diskStorage } from '@/storage/disk';
import { Stopwatch } from './stopwatch';
import { wholeWay } from './whole-way';

export interface Cancelled {
  readonly stage: string;
  /** From the moment at which it should have been heard to the promise's rejection. */
  readonly ms: number;
}

export interface ScaleResult {
  readonly stages: Stopwatch['stages'];
  readonly seconds: number;
  readonly peakHeapBytes: number;
  readonly peakTotalBytes: number;
  readonly maxRssBytes: number;
  readonly documents: number;
  readonly tokens: number;
  readonly vocabulary: number;
  readonly cancelled: readonly Cancelled[];
}

// LOAM_WORKERS says how many threads.
const pool = nodePool();
const [path = '', recipe = '', cancels = '0', seed = '1'] = process.argv.slice(2);

/** In a folder of its own that is gone afterwards. */
async function once(
  afterMs?: number,
): Promise<{ watch: Stopwatch; manifest?: DatasetManifest; cancelled?: Cancelled }> {
  const folder = mkdtempSync(join(tmpdir(), 'loam-scale-'));
  const watch = new Stopwatch();
  const controller = new AbortController();
  const due = performance.now() + (afterMs ?? 0);
  // A timer that fires late is late because nothing could come in: its delay is part of the wait.
  const timer = afterMs === undefined ? undefined : setTimeout(() => controller.abort(), afterMs);
  try {
    const enter = (stage: string) => watch.enter(stage);
    return { watch, manifest: await wholeWay(path, recipe, diskStorage(folder), enter, controller.signal, pool) };
  } catch (error) {
    if (!isAbort(error)) throw error;
    return { watch, cancelled: { stage: watch.stage, ms: performance.now() - due } };
  } finally {
    clearTimeout(timer);
    watch.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

const begun = performance.now();
const { watch, manifest } = await once();
const elapsed = performance.now() - begun;
const rng = new Rng(Number(seed)).fork('cancel');
const cancelled: Cancelled[] = [];
for (let i = 0; i < Number(cancels); i++) {
  const tried = await once(rng.uniform() * elapsed);
  if (tried.cancelled) cancelled.push(tried.cancelled);
}
const result: ScaleResult = {
  stages: watch.stages,
  seconds: elapsed / 1000,
  peakHeapBytes: watch.peakHeapBytes,
  peakTotalBytes: watch.peakTotalBytes,
  maxRssBytes: process.resourceUsage().maxRSS * 1024,
  documents: (manifest?.train.documents ?? 0) + (manifest?.validation.documents ?? 0),
  tokens: (manifest?.train.tokens ?? 0) + (manifest?.validation.tokens ?? 0),
  vocabulary: manifest?.tokenizer.vocabularySize ?? 0,
  cancelled,
};
console.log(JSON.stringify(result));
