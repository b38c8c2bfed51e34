import { beforeEach, describe, expect, test, vi } from 'vitest';
import { LoamError } from '@/base/errors';
import type { DatasetManifest } from '@/schema/dataset';
import type { DeviceReport } from '@/schema/device';
import type { RunStatus } from '@/schema/run';
import type { RunConfig } from '@/schema/run-config';
import type { TrainApi, TrainEvents, WorkerFailure } from '@/workers/protocol';

const device: DeviceReport = {
  kind: 'webgpu',
  name: 'Test GPU',
  vendor: '',
  architecture: '',
  software: false,
  features: [],
  limits: {},
};
const preparation = { split: { by: 'file', validationFraction: 0.1, seed: 1 } };
const dataset = { id: 'd', preparation, tokenizer: { vocabularySize: 256 }, unigramLoss: 3 } as DatasetManifest;
const status = (change: Partial<RunStatus>): RunStatus => ({
  phase: 'running',
  runId: 'r1',
  name: 'one',
  step: 0,
  steps: 10,
  activity: '',
  device,
  ...change,
});

/** A worker without a thread: what it is asked, and the means to let it speak. */
function fakeWorker(lastRun?: Awaited<ReturnType<TrainApi['open']>>['lastRun']) {
  const calls: string[] = [];
  let events: TrainEvents | undefined;
  let fail: (failure: WorkerFailure) => void = () => {};
  let start: (config: RunConfig) => Promise<void> = async () => {};
  const api = {
    start: (config: RunConfig) => {
      calls.push(`start ${config.name}`);
      return start(config);
    },
    pause: async () => void calls.push('pause'),
    resume: async () => void calls.push('resume'),
    stop: async () => void calls.push('stop'),
    extend: async (steps: number) => void calls.push(`extend ${steps}`),
  };
  return {
    calls,
    get events() {
      if (!events) throw new Error('not opened');
      return events;
    },
    die: () => fail({ code: 'worker/train-stopped', what: 'stopped', where: '', remedy: '' }),
    onStart: (does: typeof start) => {
      start = does;
    },
    factory: (onFailure: typeof fail) => {
      fail = onFailure;
      calls.push('new worker');
      return {
        // The store speaks to these few calls only.
        api: api as never,
        open: async (given: TrainEvents) => {
          events = given;
          return { device, ...(lastRun ? { lastRun } : {}) };
        },
        generate: async () => ({ text: '', tokens: 0, tokensPerSecond: 0, end: 'length' as const }),
        profile: async () => Promise.reject(new Error('not asked for')),
        exportZip: async () => new File([], 'x.zip'),
        terminate: () => void calls.push('terminate'),
      };
    },
  };
}

async function studio(lastRun?: Parameters<typeof fakeWorker>[0]) {
  vi.resetModules();
  const worker = fakeWorker(lastRun);
  (await import('./run-store-session')).setTrainClientFactory(worker.factory);
  const run = await import('./run-store');
  const { useDataStore } = await import('./data-store');
  useDataStore.setState({ dataset, fresh: true });
  const series = (await import('./metric-series')).metricSeries;
  return { worker, run, series, now: run.useRunStore.getState };
}

describe('run store', () => {
  beforeEach(() => vi.useRealTimers());

  test('opens once, and brings the last run back', async () => {
    const { run, worker, series, now } = await studio({
      status: status({ phase: 'paused', step: 2 }),
      config: { name: 'one' } as RunConfig,
      metrics: [{ kind: 'evaluation', step: 2, loss: 2, perplexity: 7, bitsPerByte: 1, best: true }],
      dataset,
    });
    await Promise.all([run.openTrainer(), run.openTrainer()]);
    expect(worker.calls).toEqual(['new worker']);
    expect(now()).toMatchObject({ worker: 'on', restored: true, status: { phase: 'paused', step: 2 } });
    expect(series.at().validation).toBe(2);
  });

  test('a start shows at once, takes the worker’s word from then on, and names the run', async () => {
    const { run, worker, now } = await studio();
    const started = run.startRun();
    await vi.waitFor(() => expect(now().status.phase).toBe('starting'));
    await started;
    worker.events.status(status({ phase: 'running', runId: 'r1', step: 1 }));
    expect(worker.calls[1]).toMatch(/^start \w+ \w+ 1$/);
    expect(now()).toMatchObject({ status: { phase: 'running', step: 1 }, dataset: { id: 'd' }, restored: false });
    expect(now().config?.name).toBe(worker.calls[1]?.slice('start '.length));
  });

  test('a refusal leaves everything as it was and stands in the store', async () => {
    const { run, worker, series, now } = await studio();
    await run.openTrainer();
    worker.events.status(status({ phase: 'finished', runId: 'old', end: 'completed' }));
    series.append([{ kind: 'evaluation', step: 1, loss: 2, perplexity: 7, bitsPerByte: 1, best: true }]);
    const report = { code: 'train/too-short', what: 'short', where: 'x', remedy: 'add' };
    worker.onStart(async () => {
      throw new LoamError(report);
    });
    await run.startRun();
    expect(now()).toMatchObject({ refusal: report, status: { phase: 'finished', runId: 'old' } });
    expect(series.evaluations.length).toBe(1);
    run.dismissRefusal();
    expect(now().refusal).toBeUndefined();
  });

  test('a new run clears the series and keeps the curve before it as a ghost', async () => {
    const { run, worker, series, now } = await studio();
    await run.startRun();
    worker.events.status(status({ runId: 'r1' }));
    const steps = (n: number) =>
      Array.from({ length: n }, (_, i) => ({
        kind: 'step' as const,
        step: i + 1,
        loss: 3,
        gradientNorm: 1,
        learningRate: 1,
        tokensPerSecond: 1,
        seconds: 1,
      }));
    worker.events.metrics(steps(5));
    worker.events.status(status({ runId: 'r1', phase: 'finished', step: 5, best: { step: 5, loss: 2.5 } }));
    await run.startRun();
    worker.events.status(status({ runId: 'r2', name: 'two' }));
    expect(series.steps.length).toBe(0);
    expect(now().earlier).toMatchObject([
      { runId: 'r1', steps: 5, bestLoss: 2.5, datasetId: 'd', split: 'By file, 10 % held out (seed 1)' },
    ]);
    expect([...(now().earlier[0]?.curve.steps ?? [])]).toEqual([1, 2, 3, 4, 5]);
  });

  test('a worker that dies fails the run without speed or ETA; a restart opens another', async () => {
    const { run, worker, now } = await studio();
    await run.startRun();
    worker.events.status(status({ step: 4, tokensPerSecond: 9, etaSeconds: 9 }));
    worker.onStart(() => new Promise(() => {}));
    worker.die();
    expect(now()).toMatchObject({ worker: 'failed', status: { phase: 'failed', step: 4, end: 'error' } });
    expect(now().status.etaSeconds).toBeUndefined();
    expect(now().status.tokensPerSecond).toBeUndefined();
    // What the dead worker still says is not believed.
    worker.events.status(status({ step: 5 }));
    expect(now().status.phase).toBe('failed');
    await run.restartTrainer();
    expect(worker.calls.filter((c) => c === 'new worker')).toHaveLength(2);
    expect(now().worker).toBe('on');
  });

  test('silence is noticed, and ends when the worker speaks', async () => {
    vi.useFakeTimers();
    const { run, worker, now } = await studio();
    await run.startRun();
    worker.events.status(status({ step: 1 }));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(now().silent).toBe(false);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(now().silent).toBe(true);
    worker.events.metrics([]);
    expect(now().silent).toBe(false);
    await vi.advanceTimersByTimeAsync(310_000);
    expect(now()).toMatchObject({ worker: 'failed', failure: { code: 'worker/train-silent' } });
  });

  test('a paused run may be silent', async () => {
    vi.useFakeTimers();
    const { run, worker, now } = await studio();
    await run.startRun();
    worker.events.status(status({ step: 1 }));
    worker.events.status(status({ phase: 'paused', step: 1 }));
    await vi.advanceTimersByTimeAsync(600_000);
    expect(now()).toMatchObject({ silent: false, worker: 'on', status: { phase: 'paused' } });
  });

  test('training again waits for the end of the run that is on, however late the word of it comes', async () => {
    const { run, worker } = await studio();
    await run.startRun();
    worker.events.status(status({ step: 3 }));
    const again = run.trainAgain();
    await vi.waitFor(() => expect(worker.calls).toContain('stop'));
    await Promise.resolve();
    expect(worker.calls.filter((c) => c.startsWith('start'))).toHaveLength(1);
    worker.events.status(status({ phase: 'finished', step: 3, end: 'stopped' }));
    await again;
    expect(worker.calls.filter((c) => c.startsWith('start'))).toHaveLength(2);
  });

  test('wishes reach the worker', async () => {
    const { run, worker } = await studio();
    await run.openTrainer();
    await run.pauseRun();
    await run.resumeRun();
    await run.stopRun();
    await run.extendRun(50);
    expect(worker.calls.slice(1)).toEqual(['pause', 'resume', 'stop', 'extend 50']);
  });
});
