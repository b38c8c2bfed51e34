import type { ErrorReport } from '@/base/errors';
import type { OnProgress } from '@/base/progress';
import type { KernelMemory } from '@/ml/execution/choose-kernels';
import { defineModel } from '@/ml/execution/definition';
import { openModel } from '@/ml/execution/open';
import type { ModelRunner } from '@/ml/execution/runner';
import { createRun } from '@/ml/trainer/create-run';
import { type ResolvedConfig, resolveConfig } from '@/ml/trainer/resolve-config';
import { MOST_IN_FLIGHT, type Trainer } from '@/ml/trainer/trainer';
import type { DeviceReport } from '@/schema/device';
import type { Metric } from '@/schema/metric';
import type { RunEnd, RunPhase, RunStatus } from '@/schema/run';
import type { RunConfig } from '@/schema/run-config';
import type { Corpus } from './corpus-files';
import type { RunStore } from './run-store';

/** One run with all that belongs to it: its corpus and files, and, once something is computed, what is on the device. */
export class LiveRun {
  phase: RunPhase = 'starting';
  activity = '';
  end: RunEnd | undefined;
  error: ErrorReport | undefined;
  private trainer: Trainer | undefined;
  private making: Promise<Trainer> | undefined;
  /** Cuts the current trainer off from files and screen: what is on its device can no longer be trusted. */
  private seal: () => void = () => {};
  private aside: { readonly key: string; readonly model: ModelRunner } | undefined;
  /** Where the current stretch of steps began: there is no ETA before a step of it is done. */
  private pace: { readonly step: number } | undefined;

  constructor(
    readonly config: RunConfig,
    readonly resolved: ResolvedConfig,
    readonly corpus: Corpus,
    readonly store: RunStore,
    private readonly device: () => DeviceReport,
    private readonly onMetric: (metric: Metric) => void,
    private readonly onCompile: OnProgress,
    private readonly kernels: KernelMemory,
  ) {}

  /** Pure check of the settings against a corpus. Throws LoamError as `resolveConfig` does. */
  static resolve(config: RunConfig, corpus: Corpus): ResolvedConfig {
    return resolveConfig(config, corpus.dataset.tokenizer.vocabularySize);
  }

  /** Whether its weights and optimizer state are on the device. */
  get isPlaced(): boolean {
    return this.trainer !== undefined;
  }

  /** The trainer, made at first use: fresh, or from the last checkpoint. */
  ready(): Promise<Trainer> {
    this.making ??= this.make().catch((error: unknown) => {
      this.making = undefined;
      throw error;
    });
    return this.making;
  }

  private async make(): Promise<Trainer> {
    const { corpus, config, store } = this;
    const restore = await store.loadLast();
    let sealed = false;
    this.seal = () => {
      sealed = true;
    };
    // Throwing ends a training loop that nobody waits for any more.
    const unsealed = () => {
      if (sealed) throw new Error('this trainer was given up');
    };
    this.trainer = await createRun({
      config,
      vocabularySize: corpus.dataset.tokenizer.vocabularySize,
      endOfTextId: corpus.dataset.tokenizer.endOfTextId,
      tokens: corpus.tokens,
      bytesPerId: corpus.bytesPerId,
      text: corpus.tokenizer,
      onMetric: (metric) => {
        unsealed();
        this.onMetric(metric);
      },
      checkpoints: {
        async saveBest(weights, at) {
          unsealed();
          await store.saveBest(weights, at);
        },
        async saveLast(snapshot) {
          unsealed();
          await store.saveLast(snapshot);
        },
        loadBest: () => store.loadBest(),
        loadLast: () => store.loadLast(),
      },
      onCompile: this.onCompile,
      kernels: this.kernels,
      ...(restore ? { restore } : {}),
    });
    return this.trainer;
  }

  /** Weights to generate or judge with. They stay placed until others are asked for or training goes on. */
  async model(which: 'best' | 'latest'): Promise<ModelRunner | undefined> {
    if (which === 'latest' && this.trainer) return this.trainer.model;
    const key = `${which} ${which === 'best' ? this.best?.step : this.store.manifest.step}`;
    if (this.aside?.key === key) return this.aside.model;
    this.dropAside();
    const weights = which === 'best' ? await this.store.loadBest() : (await this.store.loadLast())?.weights;
    if (!weights) return undefined;
    const { model: entry, shape, contextLength } = this.resolved;
    const model = openModel(await defineModel(entry, shape, contextLength), weights);
    this.aside = { key, model };
    return model;
  }

  dropAside(): void {
    this.aside?.model.dispose();
    this.aside = undefined;
  }

  /** The device is gone: what was on it cannot be freed and must not be used. */
  forgetDevice(): void {
    this.seal();
    this.trainer = undefined;
    this.making = undefined;
    this.aside = undefined;
  }

  /** Frees what is on the device; the run goes on from its last checkpoint, if it does. */
  dropTrainer(): void {
    this.dropAside();
    this.seal();
    this.trainer?.dispose();
    this.trainer = undefined;
    this.making = undefined;
  }

  dispose(): void {
    this.dropTrainer();
    this.corpus.close();
  }

  /** No ETA until the pace is known again: a pause is no pace. */
  clearPace(): void {
    this.pace = undefined;
  }

  markPace(step: number): void {
    this.pace = { step };
  }

  private get best() {
    return this.trainer?.progress.best ?? this.store.manifest.best;
  }

  get status(): RunStatus {
    const { manifest } = this.store;
    const { step, steps, tokensPerSecond } = this.trainer?.progress ?? { ...manifest, tokensPerSecond: 0 };
    const { phase, pace, best, end, error, activity } = this;
    const running = phase === 'running';
    const { batchSize, accumulation } = this.resolved.training;
    // Steps count when they are issued; those in flight say nothing of the pace yet.
    const known = pace !== undefined && step - pace.step > MOST_IN_FLIGHT && tokensPerSecond > 0;
    const secondsPerStep = (batchSize * accumulation * this.resolved.contextLength) / tokensPerSecond;
    return {
      phase,
      runId: manifest.runId,
      name: this.config.name,
      step,
      steps,
      activity,
      device: this.device(),
      ...(running && tokensPerSecond > 0 ? { tokensPerSecond } : {}),
      ...(running && known ? { etaSeconds: secondsPerStep * (steps - step) } : {}),
      ...(best ? { best } : {}),
      ...(end ? { end } : {}),
      ...(error ? { error } : {}),
    };
  }
}
