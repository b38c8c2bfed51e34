import { create } from 'zustand';
import { type ErrorReport, isAbort, LoamError, toReport } from '@/base/errors';
import { describeSplit } from '@/data/split/describe-split';
import type { DatasetManifest } from '@/schema/dataset';
import type { Metric } from '@/schema/metric';
import type { RunPhase, RunStatus } from '@/schema/run';
import type { RunConfig } from '@/schema/run-config';
import type { TrainEvents } from '@/workers/protocol';
import { useDataStore } from './data-store';
import { setDeviceError, setDeviceReport } from './device-store';
import { metricSeries } from './metric-series';
import { autoName } from './run-store-changes';
import { type EarlierRun, keepCurve } from './run-store-earlier';
import { askTrainer, endTrainSession, openTrainSession } from './run-store-session';
import { forgetView, suitSmoothing } from './run-store-view';
import { buildRunConfig, setRunName } from './settings-store';

export interface RunState {
  /** The worker's word on the run; nothing else decides what a screen says about it. */
  readonly status: RunStatus;
  readonly worker: 'off' | 'opening' | 'on' | 'failed';
  /** Why the worker stopped. */
  readonly failure?: ErrorReport | undefined;
  /** Why the last wish (start, resume, continue) was refused. The run, if any, is as it was. */
  readonly refusal?: ErrorReport | undefined;
  /** Nothing has come for a while although the run is on. */
  readonly silent: boolean;
  /** Of the run on the screen. */
  readonly config?: RunConfig | undefined;
  readonly dataset?: DatasetManifest | undefined;
  /** Whether the run was brought back from an earlier visit, or after the worker stopped. */
  readonly restored: boolean;
  /** This session's runs before this one, oldest first. */
  readonly earlier: readonly EarlierRun[];
}

const IDLE: RunStatus = { phase: 'idle', runId: '', name: '', step: 0, steps: 0, activity: '' };
/** Slow adapters take seconds for a step, and compile for longer: what lasts longer than this deserves a word, what lasts ten times as long an end. */
const SILENT_MS = 30_000;
const LOST_MS = 300_000;

export const useRunStore = create<RunState>(() => ({
  status: IDLE,
  worker: 'off',
  silent: false,
  restored: false,
  earlier: [],
}));
const get = useRunStore.getState;
const set = useRunStore.setState;

export const isOn = (phase: RunPhase): boolean =>
  phase === 'starting' || phase === 'running' || phase === 'paused' || phase === 'stopping';
const isBusy = (phase: RunPhase) => phase === 'starting' || phase === 'running' || phase === 'stopping';

/** What a start will take over when the worker reports the new run. */
let coming: { readonly config: RunConfig; readonly dataset: DatasetManifest } | undefined;
let heardAt = 0;
let watch: ReturnType<typeof setInterval> | undefined;
let opening: Promise<void> | undefined;

const events: TrainEvents = {
  metrics(batch: Metric[]) {
    heard();
    metricSeries.append(batch);
  },
  status(status: RunStatus) {
    heard();
    // The run is over for this page: a worker that was given up must not bring it back.
    if (get().worker === 'failed') return;
    if (status.runId !== get().status.runId) takeOver();
    if (status.steps !== smoothedFor) suitSmoothing((smoothedFor = status.steps));
    set({ status });
    if (status.device) setDeviceReport(status.device);
    listen(status.phase);
  },
};

/** The screen changes to a new run: the one before becomes a ghost. */
function takeOver(): void {
  keepCurrent();
  metricSeries.reset();
  forgetView();
  if (coming) set({ ...coming, restored: false });
  coming = undefined;
}

let smoothedFor = 0;
let shown: RunStatus | undefined;
function keepCurrent(): void {
  const { config, dataset, earlier } = get();
  if (!shown || metricSeries.steps.length < 2) return;
  const { runId, name, step: steps, best } = shown;
  if (earlier.some((run) => run.runId === runId)) return;
  const split = dataset && describeSplit(dataset.preparation.split);
  const run = keepCurve({ runId, name, config, steps, bestLoss: best?.loss, datasetId: dataset?.id, split });
  set({ earlier: [...earlier, run].slice(-5) });
}
useRunStore.subscribe(({ status }) => {
  if (status.runId !== '') shown = status;
});

function heard(): void {
  heardAt = performance.now();
  if (get().silent) set({ silent: false });
}

/** Watches over a run that should be reporting. Two looks in a row, so that a page that slept does not blame the worker. */
function listen(phase: RunPhase): void {
  if (!isBusy(phase)) {
    clearInterval(watch);
    watch = undefined;
    return;
  }
  if (watch !== undefined) return;
  let lookedAt = performance.now();
  watch = setInterval(() => {
    const now = performance.now();
    const slept = now - lookedAt > 10_000;
    lookedAt = now;
    if (slept) return heard();
    if (now - heardAt > LOST_MS) {
      endTrainSession();
      return died({
        code: 'worker/train-silent',
        what: 'The worker that trains has not answered for five minutes',
        where: `step ${get().status.step}`,
        remedy: 'Restart the trainer: the run goes on from its last checkpoint.',
      });
    }
    if (now - heardAt > SILENT_MS && !get().silent) set({ silent: true });
  }, 2000);
}

function died(failure: ErrorReport): void {
  listen('failed');
  const { status } = get();
  // Of the run, only what is certain: where it was. Speed and ETA are of the past.
  const { etaSeconds: _, tokensPerSecond: __, ...rest } = status;
  set({
    worker: 'failed',
    failure,
    silent: false,
    status: isOn(status.phase) ? { ...rest, phase: 'failed', activity: '', end: 'error', error: failure } : status,
  });
}

/** Starts the worker, asks for the device and finds what the last visit left. Safe to call often. */
export function openTrainer(): Promise<void> {
  const { worker } = get();
  if (worker === 'on') return Promise.resolve();
  if (worker === 'opening' && opening) return opening;
  set({ worker: 'opening', failure: undefined });
  opening = (async () => {
    try {
      const { device, lastRun } = await openTrainSession(events, preferredBackend(), died);
      setDeviceReport(device);
      set({ worker: 'on' });
      if (lastRun) bringBack(lastRun);
    } catch (error) {
      const report = toReport(error, 'train worker');
      setDeviceError(report);
      if (get().worker !== 'failed') set({ worker: 'failed', failure: report });
    }
  })();
  return opening;
}

/** `?device=cpu` trains without the GPU: for comparison, and for a driver that misbehaves. */
const preferredBackend = (): 'webgpu' | 'cpu' =>
  new URLSearchParams(globalThis.location?.search ?? '').get('device') === 'cpu' ? 'cpu' : 'webgpu';

function bringBack(lastRun: {
  status: RunStatus;
  config: RunConfig;
  metrics: Metric[];
  dataset: DatasetManifest;
}): void {
  const { status, config, metrics, dataset } = lastRun;
  if (status.runId !== get().status.runId) keepCurrent();
  metricSeries.reset();
  suitSmoothing((smoothedFor = status.steps));
  metricSeries.append(metrics);
  set({ status, config, dataset, restored: true });
}

/** After the worker stopped: a new one, on the last checkpoint. */
export async function restartTrainer(): Promise<void> {
  endTrainSession();
  listen('idle');
  opening = undefined;
  set({ worker: 'off', failure: undefined, refusal: undefined, silent: false });
  await openTrainer();
}

/** Starts a run with the settings on the data set of the screen. Never throws: a refusal stands in the store. */
export async function startRun(): Promise<void> {
  const before = get().status;
  set({ refusal: undefined });
  await wish(async () => {
    const { dataset } = useDataStore.getState();
    if (!dataset)
      throw new LoamError({
        code: 'train/no-data',
        what: 'There is no prepared text to train on',
        where: 'Data',
        remedy: 'Add some text first.',
      });
    await openTrainer();
    const unnamed = buildRunConfig();
    const config = buildRunConfig(autoName(unnamed, get().earlier.length + (shown ? 2 : 1), get().config));
    coming = { config, dataset };
    const steps = Number(config.training.steps) || 0;
    set({ status: { ...IDLE, phase: 'starting', name: config.name, steps, activity: 'Reading the tokens' } });
    try {
      await askTrainer((api) => api.start(config, dataset.id));
      // A name is of one run: the next one is named after what changes.
      setRunName('');
    } catch (error) {
      coming = undefined;
      // Refused before there was a run: as it was.
      if (get().status.runId === '') set({ status: before });
      throw error;
    }
  });
}

/** Ends the run that is on, then starts another with the settings as they are now. */
export async function trainAgain(): Promise<void> {
  if (isOn(get().status.phase)) {
    await stopRun();
    if (get().refusal) return;
    await whenOver();
  }
  await startRun();
}

/** Answers and events come through two channels: the word that a run is over may come after the answer of what ended it. */
function whenOver(): Promise<void> {
  return new Promise((resolve) => {
    const look = ({ status }: RunState) => {
      if (isOn(status.phase)) return;
      stop();
      resolve();
    };
    const stop = useRunStore.subscribe(look);
    look(get());
  });
}

export const pauseRun = (): Promise<void> => wish(() => askTrainer((api) => api.pause()));
export const resumeRun = (): Promise<void> => wish(() => askTrainer((api) => api.resume()));
export const stopRun = (): Promise<void> => wish(() => askTrainer((api) => api.stop()));
/** Goes on from the last state for so many steps more. */
export const extendRun = (steps: number): Promise<void> => wish(() => askTrainer((api) => api.extend(steps)));

export function dismissRefusal(): void {
  set({ refusal: undefined });
}

async function wish(work: () => Promise<void>): Promise<void> {
  set({ refusal: undefined });
  try {
    await work();
  } catch (error) {
    const { status, worker } = get();
    const refusal = toReport(error, status.name);
    // What the run itself reports, or the worker's death, is shown once.
    if (isAbort(error) || worker === 'failed' || status.error?.what === refusal.what) return;
    set({ refusal });
  }
}
