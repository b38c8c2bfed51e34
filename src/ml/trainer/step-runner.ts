import type { Batch } from '@/schema/batch';
import type { Trainee } from './train-step';

/** One micro-batch on the host, with the seed of its dropout masks. */
export interface HostMicroBatch {
  readonly batch: Batch;
  readonly dropoutSeed: number;
}

export interface StepMoment {
  /** Number of this update, from 1. */
  readonly step: number;
  /** Schedule applied. */
  readonly learningRate: number;
}

/** Loss (nats a token) before the update and global norm of the gradient before clipping. */
export type StepFigures = readonly [loss: number, gradientNorm: number];

/** What stays the same over a run. */
export interface StepPlan {
  readonly trainee: Trainee;
  readonly accumulation: number;
  readonly batchSize: number;
  readonly contextLength: number;
  readonly gradientClip: number;
  readonly dropoutRate: number;
}

/**
 * Runs optimizer steps. Two kinds with the same numbers: `eager-step.ts`, the oracle, and `compiled-step.ts` on WebGPU. `run` resolves when the step
 * is on its way; `figures` when the device is done with it.
 */
export interface StepRunner {
  run(micro: readonly HostMicroBatch[], moment: StepMoment): Promise<{ figures: Promise<StepFigures> }>;
  dispose(): void;
}
