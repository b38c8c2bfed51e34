import { type ErrorReport, LoamError, toReport } from '@/base/errors';
import type { Progress } from '@/base/progress';
import { Rng } from '@/base/rng';
import type { OpenDevice, OpenOptions } from '@/gpu/device';
import { profileTraining } from '@/ml/execution/profile-training';
import type { ModelRunner } from '@/ml/execution/runner';
import { planTraining } from '@/ml/execution/training-plan';
import { firstWeights } from '@/ml/execution/weights';
import { memoryEstimate } from '@/ml/models/estimate';
import { fits } from '@/ml/models/fits';
import { defineTraining } from '@/ml/trainer/define-training';
import { resolveConfig } from '@/ml/trainer/resolve-config';
import type { DeviceReport } from '@/schema/device';
import type { Metric } from '@/schema/metric';
import type { RunEnd, RunPhase } from '@/schema/run';
import { type RunConfig, runConfig } from '@/schema/run-config';
import type { Storage } from '@/storage/storage';
import { openCorpus } from './corpus-files';
import { exportRun } from './export-run';
import { HeldDevice } from './held-device';
import { kernelMemory } from './kernel-tuning';
import { LiveRun } from './live-run';
import { generateText, judgeText } from './playground';
import type { GenerateRequest, GenerateResult, TokenJudgement, TrainApi } from './protocol';
import { RunReporter } from './run-reporter';
import { RunStore } from './run-store';

export interface TrainApiDependencies {
  readonly openStorage: () => Promise<Storage>;
  readonly openDevice: (options: OpenOptions) => Promise<OpenDevice>;
}

/**
 * The train worker without its worker: owns the device and one run at a time. Phases go idle -> starting -> running <-> paused -> finished or
 * failed; `stopping` between a stop and its end. Every way on after a crash, a reload or a lost device is the same: the last checkpoint.
 */
export function createTrainApi({ openStorage, openDevice }: TrainApiDependencies): TrainApi {
  let storage: Storage;
  let reporter: RunReporter;
  let device: HeldDevice;
  let onMetric: (metric: Metric) => void = () => {};
  let run: LiveRun | undefined;
  let ended: Promise<void> = Promise.resolve();
  let generating: AbortController | undefined;
  let exporting: AbortController | undefined;
  let profiling: AbortController | undefined;

  async function needDevice(): Promise<void> {
    if (!device.failure) return;
    run?.forgetDevice();
    await device.open();
  }

  function set(live: LiveRun, phase: RunPhase, activity = ''): void {
    live.phase = phase;
    live.activity = activity;
    reporter.status(live.status);
  }

  function idle(what: string): void {
    if (run && ['starting', 'running', 'stopping'].includes(run.phase))
      throw busy(`A run is on: ${what} is possible when it is paused or has ended`, 'Pause the run first.');
    if (generating) throw busy('The model is writing', 'Stop it first.');
    if (exporting) throw busy('An export is being written', 'Wait for it, or cancel it.');
    if (profiling) throw busy('A profile is being taken', 'Wait for it, or cancel it.');
  }

  /** Trains on until a pause or an end. Resolves at the first step, or at the end if that comes first; rejects when no step was possible. */
  function trainOn(live: LiveRun): Promise<void> {
    let firstStep: () => void = () => {};
    const started = new Promise<void>((resolve) => {
      firstStep = resolve;
    });
    onMetric = (metric) => {
      live.store.add(metric);
      reporter.metric(metric);
      if (metric.kind === 'step') {
        if (!stepped) live.markPace(metric.step);
        stepped = true;
        if (live.phase === 'starting') set(live, 'running');
        firstStep();
        reporter.status(live.status);
      }
    };
    live.clearPace();
    let stepped = false;
    let refused: unknown;
    ended = (async () => {
      try {
        await needDevice();
        live.dropAside();
        // A run that is on the device goes on at once; else there is something to say until the first step.
        const placed = live.isPlaced;
        const say = (phase: RunPhase, activity = '') => live.phase !== 'stopping' && set(live, phase, activity);
        if (!placed) say('starting', 'Placing weights');
        const trainer = await live.ready();
        if (placed) say('running');
        else say('starting', device.report.kind === 'webgpu' ? 'Compiling shaders' : 'First step');
        const lost = device.failing((report) => new LoamError(report));
        const { end, error } = await Promise.race([trainer.train(), lost]);
        if (end === 'paused') set(live, 'paused');
        else await finish(live, end, error);
      } catch (error) {
        if (!stepped) refused = error;
        const { failure } = device;
        await finish(live, failure ? 'device lost' : 'error', failure ?? toReport(error, live.config.name));
      }
    })();
    return Promise.race([started, ended]).then(() => {
      if (refused !== undefined) throw refused;
    });
  }

  async function finish(live: LiveRun, end: RunEnd, error?: ErrorReport): Promise<void> {
    if (end === 'device lost') live.forgetDevice();
    // What a step that threw left behind is not a state of the run.
    if (end === 'error') live.dropTrainer();
    live.end = end;
    live.error = error;
    // A disk that is full must not hide how the run ended.
    await live.store.mark(end, error).catch(() => undefined);
    set(live, error ? 'failed' : 'finished');
  }

  async function bring(config: RunConfig, datasetId: string, found?: RunStore): Promise<LiveRun> {
    const corpus = await openCorpus(storage, datasetId);
    try {
      const resolved = LiveRun.resolve(config, corpus);
      const store = found ?? RunStore.create(storage, config, datasetId, resolved.training.steps);
      const live: LiveRun = new LiveRun(
        config,
        resolved,
        corpus,
        store,
        () => device.report,
        (metric) => onMetric(metric),
        ({ label, done, total }) => {
          if (live.phase === 'starting') set(live, 'starting', `${label}, ${done} of ${total}`);
        },
        kernelMemory(storage),
      );
      return live;
    } catch (error) {
      corpus.close();
      throw error;
    }
  }

  function existing(): LiveRun {
    if (run) return run;
    throw new LoamError({
      code: 'train/no-run',
      what: 'There is no trained model yet',
      where: 'this studio',
      remedy: 'Train one first.',
    });
  }

  async function placed(live: LiveRun, which: 'best' | 'latest'): Promise<ModelRunner> {
    await needDevice();
    const model = (await live.model(which)) ?? (which === 'best' ? await live.model('latest') : undefined);
    if (model) return model;
    throw new LoamError({
      code: 'train/no-weights',
      what: 'This run has saved no weights',
      where: live.config.name,
      remedy: 'Train until the first evaluation.',
    });
  }

  return {
    async open(events, preferred) {
      reporter = new RunReporter(events);
      device = new HeldDevice(openDevice, preferred);
      storage = await openStorage();
      const report = await device.open();
      const store = await RunStore.latest(storage);
      if (!store) return { device: report };
      try {
        const { manifest } = store;
        run = await bring(runConfig.parse(manifest.config, manifest.runId), manifest.datasetId, store);
        run.end = manifest.end;
        run.error = manifest.error;
        run.phase = manifest.error ? 'failed' : manifest.end ? 'finished' : 'paused';
        const { status, config, corpus } = run;
        return { device: report, lastRun: { status, config, metrics: await store.metrics(), dataset: corpus.dataset } };
      } catch {
        // Its corpus or its settings cannot be read any more: as if there were no run.
        run = undefined;
        return { device: report };
      }
    },

    async plan(config, vocabularySize) {
      if (device.failure || device.report.kind !== 'webgpu') return undefined;
      return planTraining(await defineTraining(resolveConfig(runConfig.parse(config, 'settings'), vocabularySize)));
    },

    async profile(config, vocabularySize, onProgress) {
      idle('a profile');
      await needDevice();
      if (device.report.kind !== 'webgpu')
        throw new LoamError({
          code: 'profile/no-gpu',
          what: 'There is no GPU to take a profile of: this page trains on the cpu',
          where: 'profile',
          remedy: device.report.remedy ?? 'Use a browser with WebGPU.',
        });
      const resolved = resolveConfig(runConfig.parse(config, 'settings'), vocabularySize);
      const controller = new AbortController();
      profiling = controller;
      try {
        return await profileTraining(
          await defineTraining(resolved),
          firstWeights(resolved.model, resolved.shape, new Rng(resolved.training.seed)),
          { report: device.report, kernels: kernelMemory(storage), onProgress, signal: controller.signal },
        );
      } finally {
        profiling = undefined;
      }
    },

    async cancelProfile() {
      profiling?.abort();
    },

    async start(config, datasetId) {
      idle('another one');
      await needDevice();
      const live = await bring(runConfig.parse(config, 'run'), datasetId);
      try {
        refuseWhatDoesNotFit(live, device.report);
      } catch (error) {
        live.corpus.close();
        throw error;
      }
      run?.dispose();
      run = live;
      await trainOn(live);
      await live.store.tidyOthers();
    },

    async pause() {
      const live = existing();
      if (live.phase !== 'running' && live.phase !== 'starting') return;
      (await live.ready()).requestPause();
      await ended;
    },

    async resume() {
      const live = existing();
      if (live.phase !== 'paused')
        throw busy('Only a paused run can be resumed', 'Continue a finished run with more steps.');
      idle('resuming');
      await trainOn(live);
    },

    async stop() {
      const live = existing();
      const paused = live.phase === 'paused';
      if (!paused && live.phase !== 'running' && live.phase !== 'starting') return;
      if (paused) {
        idle('stopping');
        await needDevice();
      }
      const trainer = await live.ready();
      trainer.requestStop();
      if (paused) void trainOn(live).catch(() => undefined);
      set(live, 'stopping');
      await ended;
    },

    async extend(steps) {
      const live = existing();
      idle('extending it');
      await needDevice();
      const trainer = await live.ready();
      trainer.extend(steps);
      live.end = undefined;
      live.error = undefined;
      await live.store.mark();
      await trainOn(live);
    },

    async generate(request: GenerateRequest, onText): Promise<GenerateResult> {
      idle('writing');
      const live = existing();
      const controller = new AbortController();
      generating = controller;
      try {
        const model = await placed(live, request.weights);
        return await generateText(model, live.corpus.tokenizer, request, onText, controller.signal);
      } finally {
        generating = undefined;
      }
    },

    async stopGenerating() {
      generating?.abort();
    },

    async judge(window): Promise<TokenJudgement[]> {
      idle('judging');
      const live = existing();
      return judgeText(await placed(live, 'best'), live.corpus.tokenizer, live.corpus.tokens.validation, window);
    },

    async exportZip(onProgress: (progress: Progress) => void): Promise<File> {
      if (exporting) throw busy('An export is being written', 'Wait for it, or cancel it.');
      const live = existing();
      const controller = new AbortController();
      exporting = controller;
      try {
        return await exportRun(storage, live, device.report, onProgress, controller.signal);
      } finally {
        exporting = undefined;
      }
    },

    async cancelExport() {
      exporting?.abort();
    },
  };
}

function refuseWhatDoesNotFit({ resolved, config }: LiveRun, report: DeviceReport): void {
  const { model, shape, training, optimizer } = resolved;
  const setup = {
    batchSize: training.batchSize,
    accumulation: training.accumulation,
    optimizerSlots: optimizer.entry.slots.length,
  };
  const [problem] = fits(memoryEstimate(model, shape, setup), report);
  if (!problem) return;
  const { what, remedy } = problem;
  throw new LoamError({ code: 'train/does-not-fit', what, where: config.name, remedy });
}

function busy(what: string, remedy: string): LoamError {
  return new LoamError({ code: 'train/busy', what, where: 'train', remedy });
}
