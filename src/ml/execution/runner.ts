import type { Batch } from '@/schema/batch';
import type { ModelDefinition } from './definition';
import type { HostTensors } from './weights';

/** One micro-batch on the host, with the seed of its dropout masks. */
export interface HostMicroBatch {
  readonly batch: Batch;
  readonly dropoutSeed: number;
}

export interface HostMoment {
  /** Number of this update, from 1. */
  readonly step: number;
  /** Schedule applied. */
  readonly learningRate: number;
}

/** Loss (nats a token) before the update and global norm of the gradient before clipping. */
export type HostFigures = readonly [loss: number, gradientNorm: number];

/** How the next token is chosen, and the place of the choice in the text: seed and position decide its random number. */
export interface NextToken {
  readonly temperature: number;
  readonly topK: number;
  readonly topP: number;
  readonly seed: number;
  /** Tokens chosen before in this text. */
  readonly position: number;
}

/**
 * A model with its weights on the device, as the studio uses it: two kinds with the same numbers, `eager-model.ts` (the cpu backend, and the oracle
 * on WebGPU) and `compiled-model.ts` (recorded plans). One text at a time.
 */
export interface ModelRunner {
  readonly definition: ModelDefinition;
  /** How many tokens are worth asking for before the first of them is known. */
  readonly ahead: number;
  /** -ln p of every target in nats, 0 where there is none: [B * T]. */
  losses(batch: Batch): Promise<Float32Array>;
  /** Logits after every id of one window: [T, V], row by row. */
  logits(ids: readonly number[]): Promise<Float32Array>;
  /** Forgets earlier text, reads ids (at most the context length) and chooses the next. */
  prefill(ids: readonly number[], next: NextToken): Promise<number>;
  /**
   * Reads the token chosen last, at position `at` of the context, and chooses the next. Resolves when it is known; need not be awaited before the
   * next call.
   */
  decode(at: number, next: NextToken): Promise<number>;
  dispose(): void;
}

/** A run's weights and optimizer state on the device, and the steps that change them. */
export interface TrainRunner {
  /** The weights as they are, or their average where the run keeps one: for evaluation, samples, export. Valid until `dispose`. */
  readonly model: ModelRunner;
  /** Resolves when the step is on its way; `figures` when the device is done with it. */
  step(micro: readonly HostMicroBatch[], moment: HostMoment): Promise<{ figures: Promise<HostFigures> }>;
  /** Everything as it is now, by the names of files and checkpoints. `weights` are those being trained, `used` those of `model`. */
  read(): Promise<{ readonly weights: HostTensors; readonly used: HostTensors; readonly others: HostTensors }>;
  dispose(): void;
}
