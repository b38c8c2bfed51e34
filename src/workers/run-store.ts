import type { ErrorReport } from '@/base/errors';
import type { HostTensors } from '@/ml/execution/weights';
import type { Checkpoints, Snapshot } from '@/ml/trainer/checkpoints';
import { type CheckpointManifest, checkpointManifest, runFiles } from '@/schema/checkpoint';
import type { Metric } from '@/schema/metric';
import type { RunEnd } from '@/schema/run';
import type { RunConfig } from '@/schema/run-config';
import type { Storage } from '@/storage/storage';
import { readSnapshot, readTensors, writeSnapshot, writeTensors } from './checkpoint-files';
import { readJson, writeText } from './text-files';

/** Older runs whose best weights are kept; of the ones before, nothing is. */
const KEPT_RUNS = 5;

/**
 * One run's folder. Order of writing: metrics, weights, manifest; whatever a crash leaves, the manifest and `last` describe states that
 * were, at most one checkpoint apart.
 */
export class RunStore implements Checkpoints {
  private readonly files: ReturnType<typeof runFiles>;
  private unsaved: Metric[] = [];

  private constructor(
    private readonly storage: Storage,
    private current: CheckpointManifest,
  ) {
    this.files = runFiles(current.runId);
  }

  static create(storage: Storage, config: RunConfig, datasetId: string, steps: number, now = new Date()): RunStore {
    const updatedAt = now.toISOString();
    // Sortable and fit for a file name.
    const runId = `run-${updatedAt.replace(/\D/g, '')}`;
    return new RunStore(storage, {
      version: 1,
      runId,
      datasetId,
      updatedAt,
      config: { ...config },
      step: 0,
      steps,
      metricFiles: 0,
    });
  }

  /** The run that was saved last, or nothing. A damaged folder is passed over: an older run is better than none. */
  static async latest(storage: Storage): Promise<RunStore | undefined> {
    const found: CheckpointManifest[] = [];
    for (const path of await storage.list('runs/')) {
      if (!path.endsWith('/checkpoint.json')) continue;
      const manifest = await readManifest(storage, path);
      if (manifest && (await storage.exists(runFiles(manifest.runId).best))) found.push(manifest);
    }
    found.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
    return found[0] && new RunStore(storage, found[0]);
  }

  get manifest(): CheckpointManifest {
    return this.current;
  }

  /** Kept in memory until the next checkpoint. */
  add(metric: Metric): void {
    this.unsaved.push(metric);
  }

  async saveBest(weights: HostTensors, at: { readonly step: number; readonly loss: number }): Promise<void> {
    await writeTensors(this.storage, this.files.best, weights, { loam: JSON.stringify(at) });
  }

  async saveLast(snapshot: Snapshot): Promise<void> {
    const metricFiles = await this.saveMetrics();
    await writeSnapshot(this.storage, this.files.last, snapshot);
    const { step, steps, best } = snapshot;
    await this.saveManifest({ step, steps, metricFiles, ...(best ? { best } : {}) });
  }

  /** Says how the run ended (or, with nothing, that it goes on) and saves the metrics since the last checkpoint. */
  async mark(end?: RunEnd, error?: ErrorReport): Promise<void> {
    const { end: _, error: __, ...rest } = this.current;
    this.current = rest;
    const metricFiles = await this.saveMetrics();
    await this.saveManifest({ metricFiles, ...(end ? { end } : {}), ...(error ? { error } : {}) });
  }

  async loadLast(): Promise<Snapshot | undefined> {
    return (await this.storage.exists(this.files.last)) ? readSnapshot(this.storage, this.files.last) : undefined;
  }

  async loadBest(): Promise<HostTensors | undefined> {
    if (!(await this.storage.exists(this.files.best))) return undefined;
    return (await readTensors(this.storage, this.files.best)).tensors;
  }

  /** All metrics so far, in order. */
  async metrics(): Promise<Metric[]> {
    const all: Metric[] = [];
    for (let i = 0; i < this.current.metricFiles; i++) {
      const text = await (await this.storage.blob(this.files.metrics(i))).text();
      // Our own lines, written whole or not at all.
      for (const line of text.split('\n')) if (line) all.push(JSON.parse(line) as Metric);
    }
    return [...all, ...this.unsaved];
  }

  /** Frees the space of other runs: the optimizer state of recent ones, everything of older ones. */
  async tidyOthers(): Promise<void> {
    const folders = new Set((await this.storage.list('runs/')).map((path) => path.split('/')[1] ?? ''));
    folders.delete(this.current.runId);
    const newestFirst = [...folders].sort().reverse();
    for (const [i, runId] of newestFirst.entries()) {
      const files = runFiles(runId);
      await this.storage.remove(i < KEPT_RUNS ? files.last : files.folder);
      await this.storage.remove(files.export);
    }
  }

  private async saveMetrics(): Promise<number> {
    const { metricFiles } = this.current;
    if (this.unsaved.length === 0) return metricFiles;
    const metrics = this.unsaved;
    const lines = metrics.map((metric) => `${JSON.stringify(metric)}\n`).join('');
    await writeText(this.storage, this.files.metrics(metricFiles), lines);
    this.unsaved = this.unsaved.slice(metrics.length);
    return metricFiles + 1;
  }

  private async saveManifest(change: Partial<CheckpointManifest>): Promise<void> {
    this.current = { ...this.current, ...change, updatedAt: new Date().toISOString() };
    await writeText(this.storage, this.files.manifest, JSON.stringify(this.current));
  }
}

async function readManifest(storage: Storage, path: string): Promise<CheckpointManifest | undefined> {
  try {
    return checkpointManifest.parse(await readJson(storage, path), path);
  } catch {
    return undefined;
  }
}
