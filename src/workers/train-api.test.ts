import { unzipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ErrorReport } from '@/base/errors';
import { openDevice } from '@/gpu/device';
import type { Metric } from '@/schema/metric';
import type { RunStatus } from '@/schema/run';
import { memoryStorage } from '@/storage/memory';
import type { Storage } from '@/storage/storage';
import type { GenerateRequest } from './protocol';
import { createTrainApi } from './train-api';
import { foxConfig, putDataset } from './train-fixture';

let storage: Storage;
beforeEach(async () => {
  storage = memoryStorage();
  await putDataset(storage, 'd1');
});

/** A train worker on the cpu backend, with what it has said so far. `lose` plays a GPU that goes away. */
function worker() {
  const metrics: Metric[] = [];
  const batches: number[] = [];
  const statuses: RunStatus[] = [];
  let lose: (report: ErrorReport) => void = () => {};
  const api = createTrainApi({
    openStorage: async () => storage,
    openDevice: (options) => {
      lose = options.onFailure;
      return openDevice({ ...options, preferred: 'cpu' });
    },
  });
  const events = {
    metrics(batch: Metric[]) {
      batches.push(performance.now());
      metrics.push(...batch);
    },
    status: (status: RunStatus) => void statuses.push(status),
  };
  const until = async (phase: RunStatus['phase']) => {
    const from = Date.now();
    while (statuses.at(-1)?.phase !== phase) {
      if (Date.now() - from > 15_000) throw new Error(`still ${statuses.at(-1)?.phase}, not ${phase}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return statuses.at(-1);
  };
  const phases = () => statuses.map((s) => s.phase).filter((phase, i, all) => phase !== all[i - 1]);
  return {
    api,
    events,
    metrics,
    batches,
    statuses,
    until,
    phases,
    lose: (r: ErrorReport) => lose(r),
    open: () => api.open(events, 'cpu'),
  };
}
const prompt = (more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  prompt: 'the ',
  maxTokens: 12,
  temperature: 0,
  topK: 0,
  topP: 1,
  seed: 1,
  weights: 'best',
  ...more,
});

describe('a whole run', () => {
  test('starts, reports, ends, writes, judges and exports', async () => {
    const w = worker();
    expect((await w.open()).lastRun).toBeUndefined();
    await w.api.start(foxConfig({ steps: 120, evalEvery: 40, learningRate: 3e-2 }), 'd1');
    const end = await w.until('finished');
    expect(end).toMatchObject({ end: 'completed', step: 120, steps: 120, name: 'Fox run' });
    expect(end?.etaSeconds).toBeUndefined();
    expect(w.phases()).toEqual(['starting', 'running', 'finished']);
    expect(w.metrics.filter((m) => m.kind === 'step')).toHaveLength(120);
    // The random model guesses at ln 31 = 3.4; the sentence is learnt within the run.
    expect(end?.best?.loss).toBeLessThan(1.5);

    let text = '';
    const result = await w.api.generate(prompt(), (part) => {
      text += part;
    });
    expect(result).toMatchObject({ tokens: 12, end: 'length' });
    expect(text).toHaveLength(12);
    const judged = await w.api.judge(0);
    expect(judged).toHaveLength(16);
    for (const { top, probability } of judged) {
      expect(top).toHaveLength(10);
      expect(probability).toBeLessThanOrEqual((top[0]?.probability ?? 0) + 1e-9);
    }
    const file = await w.api.exportZip(() => {});
    expect(file.name).toBe('fox-run.zip');
    const files = unzipSync(new Uint8Array(await file.arrayBuffer()));
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['model.safetensors', 'config.json', 'run.json']));
    const lines = new TextDecoder().decode(files['metrics.jsonl']).trim().split('\n');
    expect(lines).toHaveLength(w.metrics.length);
  });

  test('metrics come in batches, at most ten a second', async () => {
    const w = worker();
    await w.open();
    await w.api.start(foxConfig({ steps: 150, sampleTokens: 0, evalEvery: 1000 }), 'd1');
    await w.until('finished');
    // A change of phase flushes too: starting, compiling, running, finished.
    const gaps = w.batches.slice(1).map((at, i) => at - (w.batches[i] ?? 0));
    expect(gaps.filter((gap) => gap < 90).length).toBeLessThanOrEqual(3);
    expect(w.metrics.filter((m) => m.kind === 'step')).toHaveLength(150);
  });
});

describe('pause', () => {
  test('a paused run says so, has no ETA, writes with its latest weights, and goes on', async () => {
    const w = worker();
    await w.open();
    await w.api.start(foxConfig({ steps: 400 }), 'd1');
    await expect(w.api.generate(prompt(), () => {})).rejects.toMatchObject({ report: { code: 'train/busy' } });
    await expect(w.api.start(foxConfig(), 'd1')).rejects.toMatchObject({ report: { code: 'train/busy' } });
    await w.api.pause();
    const paused = w.statuses.at(-1);
    expect(paused).toMatchObject({ phase: 'paused' });
    expect(paused?.etaSeconds).toBeUndefined();
    const { tokens } = await w.api.generate(prompt({ weights: 'latest', temperature: 1 }), () => {});
    expect(tokens).toBeGreaterThan(0);
    await w.api.resume();
    await expect.poll(() => w.statuses.some((s) => s.phase === 'running' && (s.etaSeconds ?? 0) > 0)).toBe(true);
    await w.api.stop();
    expect(w.statuses.at(-1)).toMatchObject({ phase: 'finished', end: 'stopped' });
    const steps = w.metrics.flatMap((m) => (m.kind === 'step' ? [m.step] : []));
    expect(steps).toEqual(steps.map((_, i) => i + 1));
  });

  test('a pause asked for before the first step is heard', async () => {
    const w = worker();
    let pausing: Promise<void> | undefined;
    const { status } = w.events;
    w.events.status = (given) => {
      status(given);
      if (given.phase === 'starting') pausing ??= w.api.pause();
    };
    await w.open();
    await w.api.start(foxConfig({ steps: 400 }), 'd1');
    await pausing;
    expect(pausing).toBeDefined();
    expect(w.statuses.at(-1)).toMatchObject({ phase: 'paused' });
    expect(w.statuses.at(-1)?.step).toBeLessThan(5);
  });

  test('a paused run can be stopped, an ended one extended', async () => {
    const w = worker();
    await w.open();
    await w.api.start(foxConfig({ steps: 400 }), 'd1');
    await w.api.pause();
    await w.api.stop();
    expect(w.statuses.at(-1)).toMatchObject({ phase: 'finished', end: 'stopped' });
    await expect(w.api.resume()).rejects.toMatchObject({ report: { code: 'train/busy' } });
    const { step = Number.NaN } = w.statuses.at(-1) ?? {};
    await w.api.extend(5);
    const end = { phase: 'finished', end: 'completed', step: step + 5, steps: step + 5 };
    await expect.poll(() => w.statuses.at(-1)).toMatchObject(end);
  });

  test('writing can be stopped', async () => {
    const w = worker();
    await w.open();
    await w.api.start(foxConfig({ steps: 5 }), 'd1');
    await w.until('finished');
    let first = true;
    const writing = w.api.generate(prompt({ maxTokens: 100_000, temperature: 1 }), () => {
      if (first) void w.api.stopGenerating();
      first = false;
    });
    expect((await writing).end).toBe('stopped');
    await expect(w.api.generate(prompt(), () => {})).resolves.toBeDefined();
  });
});

describe('after a crash or a reload', () => {
  test('the run is there, paused, with its metrics, and ends as it would have', async () => {
    const straight = worker();
    await straight.open();
    await straight.api.start(foxConfig({ steps: 30 }), 'd1');
    const expected = (await straight.until('finished'))?.best;
    storage = memoryStorage();
    await putDataset(storage, 'd1');

    const crashed = worker();
    await crashed.open();
    await crashed.api.start(foxConfig({ steps: 30 }), 'd1');
    await crashed.api.pause();
    // Nothing is said to the first worker: a tab that is closed says nothing either.
    const w = worker();
    const { lastRun } = await w.open();
    expect(lastRun).toMatchObject({ status: { phase: 'paused', steps: 30 }, config: { name: 'Fox run' } });
    const step = lastRun?.status.step ?? 0;
    const kept = lastRun?.metrics.flatMap((m) => (m.kind === 'step' ? [m.step] : [])) ?? [];
    expect(kept).toEqual(Array.from({ length: step }, (_, i) => i + 1));
    expect((await w.api.generate(prompt(), () => {})).tokens).toBe(12);
    await w.api.resume();
    expect(await w.until('finished')).toMatchObject({ end: 'completed', step: 30, best: expected });
    const third = await worker().open();
    expect(third.lastRun).toMatchObject({ status: { phase: 'finished', end: 'completed', best: expected } });
    expect(third.lastRun?.metrics.filter((m) => m.kind === 'step')).toHaveLength(30);
  });

  test('a run whose corpus is gone, or whose files are damaged, is no run', async () => {
    const w = worker();
    await w.open();
    await w.api.start(foxConfig({ steps: 3 }), 'd1');
    await w.until('finished');
    await storage.remove('datasets/d1');
    expect((await worker().open()).lastRun).toBeUndefined();
  });

  test('a device that is lost fails the run, keeps the last checkpoint, and a new device goes on from there', async () => {
    const w = worker();
    await w.open();
    await w.api.start(foxConfig({ steps: 2000 }), 'd1');
    while (!w.metrics.some((m) => m.kind === 'step' && m.step >= 12)) await new Promise((r) => setTimeout(r, 5));
    w.lose({ code: 'gpu/lost', what: 'The GPU device was lost', where: 'GPU', remedy: 'Start again.' });
    const failed = await w.until('failed');
    expect(failed).toMatchObject({ end: 'device lost', error: { code: 'gpu/lost' } });
    expect((failed?.step ?? 0) % 5).toBe(0);
    expect((await w.api.generate(prompt(), () => {})).tokens).toBe(12);
    await w.api.extend(500);
    await w.api.stop();
    const stopped = w.statuses.at(-1);
    expect(stopped).toMatchObject({ phase: 'finished', end: 'stopped' });
    // What was trained on the new device is saved, what came from the lost one is not.
    const { lastRun } = await worker().open();
    expect(lastRun?.status).toMatchObject({ phase: 'finished', step: stopped?.step, best: stopped?.best });
  });
});

describe('refusals', () => {
  test.each([
    ['no data set', 'storage/missing', foxConfig(), 'd9'],
    ['a bad option', 'run/bad-option', foxConfig({ steps: -1 }), 'd1'],
  ] as const)('%s', async (_, code, config, dataset) => {
    const w = worker();
    await w.open();
    await expect(w.api.start(config, dataset)).rejects.toMatchObject({ report: { code } });
    await expect(w.api.judge(0)).rejects.toMatchObject({ report: { code: 'train/no-run' } });
  });

  test('a run that is too large, before anything is computed', async () => {
    const w = worker();
    await w.open();
    const large = { layers: 48, hidden: 1024, heads: 16, kvHeads: 16, intermediate: 4096, contextLength: 1024 };
    const start = w.api.start({ ...foxConfig(), model: { id: 'llama', options: large } }, 'd1');
    await expect(start).rejects.toMatchObject({ report: { code: 'train/does-not-fit' } });
    expect(w.statuses).toEqual([]);
  });

  test('a text shorter than a context', async () => {
    await putDataset(storage, 'short', 'abcdefghij klmnop');
    const w = worker();
    await w.open();
    await expect(w.api.start(foxConfig(), 'short')).rejects.toMatchObject({ report: { code: 'train/too-short' } });
    expect(w.statuses.at(-1)).toMatchObject({ phase: 'failed', error: { code: 'train/too-short' } });
  });

  test('storage that is full ends the run and says so', async () => {
    const full = memoryStorage({ quotaBytes: 40_000 });
    await putDataset(full, 'd1');
    storage = full;
    const w = worker();
    await w.open();
    await w.api.start(foxConfig({ steps: 50 }), 'd1').catch(() => undefined);
    expect(await w.until('failed')).toMatchObject({ error: { code: 'storage/full' } });
  });
});
