import * as tf from '@tensorflow/tfjs';
import { type ErrorReport, LoamError } from '@/base/errors';
import { Rng } from '@/base/rng';
import type { ModelRunner, TrainRunner } from '../execution/runner';
import type { HostTensors } from '../execution/weights';
import type { ScheduleCode } from '../schedules/entry';
import { notANumber } from './advice';
import { randomBatch, validationBatches } from './batches';
import type { Checkpoints, Snapshot } from './checkpoints';
import type { RunInput } from './create-run';
import { evaluate } from './evaluate';
import { generate } from './generate';
import { evaluationInterval } from './options';
import type { ResolvedConfig } from './resolve-config';
import { sampleSteps } from './sample-steps';
import { type StepResult, StepsInFlight } from './steps-in-flight';
import { Throughput } from './throughput';

export type TrainEnd = 'completed' | 'paused' | 'stopped' | 'early stop' | 'not a number';

/** Two queued steps keep a GPU busy; a third hides the jitter of reading back. */
export const MOST_IN_FLIGHT = 3;

/**
 * One run: what it is made of is in `create-run.ts`, what a step is in `execution/train-step.ts`. Knows nothing of threads, screens or files. Not
 * re-entrant: one `train()` at a time, and no `generate` on its model meanwhile.
 */
export class Trainer {
  private step = 0;
  private steps: number;
  private best: { readonly step: number; readonly loss: number } | undefined;
  private stale = 0;
  private readonly throughput: Throughput;
  private readonly rng: Rng;
  private readonly inFlight = new StepsInFlight(MOST_IN_FLIGHT);
  private wish: 'pause' | 'stop' | undefined;
  private evaluatedAt = -1;
  private sampledAt = -1;
  private tensorsBetweenSteps: number | undefined;

  /** @internal made by `createRun`. */
  constructor(
    private readonly input: RunInput & { readonly checkpoints: Checkpoints },
    readonly config: ResolvedConfig,
    private readonly schedule: ScheduleCode,
    private runner: TrainRunner,
    private readonly open: (from?: Snapshot) => Promise<TrainRunner>,
  ) {
    const { restore } = input;
    this.rng = new Rng(config.training.seed);
    this.steps = restore?.steps ?? config.training.steps;
    this.step = restore?.step ?? 0;
    this.best = restore?.best;
    this.stale = restore?.stale ?? 0;
    this.throughput = new Throughput(restore?.seconds ?? 0);
    // What a checkpoint was taken after has been measured and sampled already.
    if (restore) {
      this.evaluatedAt = restore.step % this.interval === 0 ? restore.step : -1;
      this.sampledAt = restore.step;
    }
  }

  get progress() {
    const { step, steps, best } = this;
    return { step, steps, seconds: this.throughput.seconds, tokensPerSecond: this.throughput.tokensPerSecond, best };
  }

  get checkpoints(): Checkpoints {
    return this.input.checkpoints;
  }

  /** The weights as they are now (or their average, where one is kept). Valid until the next `train()` or `dispose()`. */
  get model(): ModelRunner {
    return this.runner.model;
  }

  /** `train()` resolves with `paused` after the step being done. */
  requestPause(): void {
    this.wish ??= 'pause';
  }

  /** `train()` evaluates once more and resolves with `stopped` after the step being done; so does the next `train()` of a paused run. */
  requestStop(): void {
    this.wish = 'stop';
  }

  /** So many steps more from where the run stands now; the schedule is redrawn over the new length. */
  extend(steps: number): void {
    this.steps = this.step + steps;
    this.stale = 0;
  }

  /**
   * Trains until the asked steps are done or something ends it. Saves `last` at evaluations, pauses and the end, `best` at every evaluation
   * that is the best so far. Device errors are thrown as they come.
   */
  async train(): Promise<{ readonly end: TrainEnd; readonly error?: ErrorReport }> {
    this.throughput.start();
    try {
      for (;;) {
        const done = this.step >= this.steps || this.wish === 'stop';
        if (done || this.wish === 'pause' || this.isDue()) {
          const problem = (await this.settle(0)) ?? (await this.measure(done));
          if (problem) return await this.giveUp(problem);
          if (done) return { end: this.step >= this.steps ? 'completed' : 'stopped' };
          const { patience } = this.config.training;
          if (patience > 0 && this.stale >= patience) return { end: 'early stop' };
          if (this.wish === 'pause') {
            await this.checkpoints.saveLast(await this.snapshot());
            return { end: 'paused' };
          }
          this.throughput.skip();
        }
        await this.issueStep();
        const problem = await this.settle();
        if (problem) return await this.giveUp(problem);
      }
    } finally {
      this.wish = undefined;
      this.throughput.stop();
    }
  }

  /** Everything needed to go on from here to the bit. Not while `train()` is running. */
  async snapshot(): Promise<Snapshot> {
    const { used: _, ...snapshot } = await this.readAll();
    return snapshot;
  }

  /** A snapshot, and the weights that evaluations were of. */
  private async readAll(): Promise<Snapshot & { readonly used: HostTensors }> {
    const { step, steps, best, stale } = this;
    const { weights, used, others } = await this.runner.read();
    const { seconds } = this.throughput;
    return { step, steps, stale, seconds, ...(best ? { best } : {}), weights, optimizer: others, used };
  }

  dispose(): void {
    this.runner.dispose();
  }

  private get interval(): number {
    return evaluationInterval({ ...this.config.training, steps: this.steps });
  }

  private isDue(): boolean {
    return (
      (this.step % this.interval === 0 && this.evaluatedAt !== this.step) ||
      (this.sampledAt !== this.step && this.samplesAreDue())
    );
  }

  private samplesAreDue(): boolean {
    const { sampleTokens, sampleEvery } = this.config.training;
    return sampleTokens > 0 && sampleSteps(this.steps, sampleEvery).includes(this.step);
  }

  private async issueStep(): Promise<void> {
    const { training, schedule, contextLength } = this.config;
    const step = this.step + 1;
    const learningRate = training.learningRate * this.schedule(schedule.options, step, this.steps);
    const data = this.rng.fork('data');
    const masks = this.rng.fork('dropout');
    const micro = Array.from({ length: training.accumulation }, (_, i) => {
      const index = this.step * training.accumulation + i;
      const batch = randomBatch(this.input.tokens.train, data, index, training.batchSize, contextLength);
      return { batch, dropoutSeed: masks.fork(`batch ${index}`).uint32() };
    });
    const { figures } = await this.runner.step(micro, { step, learningRate });
    this.inFlight.add(step, learningRate, figures);
    this.step = step;
  }

  /** Reads results until at most `left` are in flight; answers with what ends the run, if anything does. */
  private async settle(left?: number): Promise<{ what: 'loss' | 'gradient'; step: number } | undefined> {
    let problem: { what: 'loss' | 'gradient'; step: number } | undefined;
    const { batchSize, accumulation } = this.config.training;
    for await (const result of this.inFlight.settle(left)) {
      this.throughput.stepDone(batchSize * accumulation * this.config.contextLength);
      if (!problem && !Number.isFinite(result.loss)) problem = { what: 'loss', step: result.step };
      if (!problem && !Number.isFinite(result.gradientNorm)) problem = { what: 'gradient', step: result.step };
      if (!problem) this.report(result);
    }
    return problem;
  }

  private report(result: StepResult): void {
    const { seconds, tokensPerSecond } = this.throughput;
    this.input.onMetric({ kind: 'step', ...result, seconds, tokensPerSecond });
  }

  /** Evaluation, checkpoints and sample, each if it is due here. */
  private async measure(atTheEnd: boolean): Promise<{ what: 'validation loss'; step: number } | undefined> {
    this.guardGrowth();
    const { training, contextLength } = this.config;
    if ((atTheEnd || this.step % this.interval === 0) && this.evaluatedAt !== this.step) {
      const { validation } = this.input.tokens;
      const batches = validationBatches(validation, training.evalWindows, training.batchSize, contextLength);
      const { loss, perplexity, bitsPerByte } = await evaluate(this.model, batches, this.input.bytesPerId);
      if (!Number.isFinite(loss)) return { what: 'validation loss', step: this.step };
      const best = !this.best || loss < this.best.loss;
      this.stale = best ? 0 : this.stale + 1;
      if (best) this.best = { step: this.step, loss };
      this.evaluatedAt = this.step;
      // Before saving, so that a checkpoint's metrics hold the evaluation that it was made at.
      this.input.onMetric({ kind: 'evaluation', step: this.step, loss, perplexity, bitsPerByte, best });
      const { used, ...snapshot } = await this.readAll();
      if (this.best && best) await this.checkpoints.saveBest(used, this.best);
      await this.checkpoints.saveLast(snapshot);
    }
    if (this.samplesAreDue() && this.sampledAt !== this.step) await this.sample();
    return undefined;
  }

  private async sample(): Promise<void> {
    const { samplePrompt: prompt, sampleTokens, sampleTemperature: temperature, seed } = this.config.training;
    const { endOfTextId, text } = this.input;
    const ids: number[] = [];
    const settings = { maxTokens: sampleTokens, temperature, topK: 0, topP: 1, seed, endOfTextId };
    for await (const id of generate(this.model, text.encode(prompt), settings)) ids.push(id);
    this.sampledAt = this.step;
    this.input.onMetric({ kind: 'sample', step: this.step, prompt, text: text.decode(ids) });
  }

  /** Back to the last weights known to be good. */
  private async giveUp(problem: { what: 'loss' | 'gradient' | 'validation loss'; step: number }) {
    for await (const _ of this.inFlight.settle(0));
    const last = await this.checkpoints.loadLast();
    this.runner.dispose();
    this.runner = await this.open(last);
    this.step = last?.step ?? 0;
    const error = notANumber(problem.what, problem.step, this.step, this.config.training);
    this.input.onMetric({ kind: 'note', step: this.step, text: `${error.what}. ${error.remedy}` });
    return { end: 'not a number' as const, error };
  }

  /** Nothing may be left behind by steps, evaluations or samples. Called when no step is in flight. */
  private guardGrowth(): void {
    const { numTensors } = tf.memory();
    const before = this.tensorsBetweenSteps;
    this.tensorsBetweenSteps = numTensors;
    if (before === undefined || numTensors <= before) return;
    throw new LoamError({
      code: 'train/leak',
      what: `${numTensors - before} tensors were left behind since the last evaluation`,
      where: `step ${this.step}`,
      remedy: 'This is a fault of the studio; please report it.',
    });
  }
}
