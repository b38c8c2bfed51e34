import { LoamError } from '@/base/errors';
import type { OnProgress } from '@/base/progress';
import { Rng } from '@/base/rng';
import type { Metric } from '@/schema/metric';
import type { RunConfig } from '@/schema/run-config';
import type { KernelMemory } from '../execution/choose-kernels';
import { openTraining } from '../execution/open';
import { firstWeights } from '../execution/weights';
import type { TokenFile } from './batches';
import { tokenCount } from './batches';
import { type Checkpoints, memoryCheckpoints, type Snapshot } from './checkpoints';
import { defineTraining } from './define-training';
import { resolveConfig } from './resolve-config';
import { Trainer } from './trainer';

export interface RunInput {
  readonly config: RunConfig;
  readonly vocabularySize: number;
  readonly endOfTextId: number;
  /** Packed tokens: storage readers and the data set's `tokenBytes`. The caller closes them after `dispose`. */
  readonly tokens: { readonly train: TokenFile; readonly validation: TokenFile };
  /** UTF-8 bytes that each token id stands for; 0 for special tokens. */
  readonly bytesPerId: ArrayLike<number>;
  /** The tokenizer, for samples. */
  readonly text: { encode(text: string): readonly number[]; decode(ids: readonly number[]): string };
  onMetric(metric: Metric): void;
  /** Default: in memory. */
  readonly checkpoints?: Checkpoints;
  /** Go on from here instead of from fresh weights. */
  readonly restore?: Snapshot;
  /** Take the eager step on WebGPU too: the oracle of tests and benches. */
  readonly eager?: boolean;
  /** Hears how far the choice of kernels and the compilation of shaders are, before the first step. */
  readonly onCompile?: OnProgress;
  /** Present: the autotuner chooses kernels and remembers them here. */
  readonly kernels?: KernelMemory;
}

/**
 * A run, ready to train, on tfjs's current backend (`openDevice` first). The caller's whole story:
 *
 *     const run = await createRun({ config, ... , onMetric });
 *     const end = await run.train();        // { end: 'completed' | 'paused' | 'stopped' | 'early stop' | 'not a number', error? }
 *     run.requestPause(); run.requestStop(); // make train() resolve after the step being done
 *     await run.train();                    // after a pause: goes on
 *     run.extend(500); await run.train();   // after the end: 500 steps more
 *     const weights = await run.checkpoints.loadBest();
 *     run.dispose();
 *
 * Throws LoamError `run/bad-option`, `registry/unknown`, `train/too-short`, `train/no-validation`.
 */
export async function createRun(input: RunInput): Promise<Trainer> {
  const config = resolveConfig(input.config, input.vocabularySize);
  const tokens = tokenCount(input.tokens.train);
  if (tokens <= config.contextLength)
    throw new LoamError({
      code: 'train/too-short',
      what: `The training text has ${tokens} tokens; one window of context needs ${config.contextLength + 1}`,
      where: 'training text',
      remedy: 'Add text, or choose a shorter context length.',
    });
  const schedule = await config.schedule.entry.load();
  const definition = await defineTraining(config);
  const { restore, eager, onCompile, kernels } = input;
  const open = (from?: Snapshot) => {
    const weights =
      from?.weights ?? firstWeights(config.model, config.shape, new Rng(config.training.seed).fork('weights'));
    const options = { onProgress: onCompile, kernels, ...(eager ? { eager } : {}) };
    return openTraining(definition, { weights, others: from?.optimizer }, options);
  };
  const checkpoints = input.checkpoints ?? memoryCheckpoints();
  return new Trainer({ ...input, checkpoints }, config, schedule, await open(restore), open);
}
