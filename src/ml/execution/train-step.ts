import * as tf from '@tensorflow/tfjs';
import { pack, split } from '@/gpu/flat/pack';
import { accumulate } from '@/gpu/ops/accumulate';
import { crossEntropyLoss } from '@/gpu/ops/cross-entropy';
import { gradientNorm } from '@/gpu/ops/gradient-norm';
import { weightAverage } from '@/gpu/ops/weight-average';
import { mixedPrecision } from '@/gpu/precision';
import { inScope } from '@/gpu/scope';
import type { StepNumber } from '@/gpu/step-number';
import type { ForwardInput } from '../models/entry';
import { AVERAGE, GRADIENT_SUM, LOSS_SCALE, LOSS_SUM, type TrainDefinition, WEIGHTS } from './definition';

/**
 * The training step: forward, gradients, clip, update in place. Plain tfjs code and our ops from end to end, no wait and nothing that depends on a
 * tensor's value, so that it can be recorded and replayed as it is.
 */

/** The run's flat tensors, by the names of `TrainDefinition.state`. */
export type StateTensors = ReadonlyMap<string, tf.Tensor>;

/** A batch as tensors. */
export interface DeviceBatch {
  readonly input: Pick<ForwardInput, 'ids' | 'sorted' | 'batchSize' | 'time'>;
  /** [B * T] int32, -1 without a target. */
  readonly targets: tf.Tensor;
  /** Positions with a target. */
  readonly predicted: number;
}
export interface MicroBatch {
  readonly batch: DeviceBatch;
  readonly dropoutSeed: StepNumber;
}
export interface StepMoment {
  /** This update's number, from 1. */
  readonly step: StepNumber;
  /** Schedule applied. */
  readonly learningRate: StepNumber;
}

/** Mean loss (nats per token) before the update, and global norm of the gradient before clipping. */
export interface StepFigures {
  readonly loss: tf.Tensor;
  readonly norm: tf.Tensor;
}

/** One optimizer step over one batch. */
export function trainStep(
  run: TrainDefinition,
  state: StateTensors,
  micro: MicroBatch,
  moment: StepMoment,
): StepFigures {
  return tidied(() => {
    const { loss, gradient } = lossAndGradient(run, state, micro);
    return { loss, norm: update(run, state, gradient, moment) };
  });
}

/** One of several micro-batches: its gradient and loss join the sums. `first` is 1 for the first of a step, else 0. */
export function microStep(run: TrainDefinition, state: StateTensors, micro: MicroBatch, first: StepNumber): void {
  tf.tidy(() => {
    const { loss, gradient } = lossAndGradient(run, state, micro);
    accumulate(at(state, GRADIENT_SUM), gradient, first);
    accumulate(at(state, LOSS_SUM), pack([loss.reshape([1])], layoutOf(run, LOSS_SUM)), first);
  });
}

/** The update after the last micro-batch. */
export function updateStep(run: TrainDefinition, state: StateTensors, moment: StepMoment): StepFigures {
  return tidied(() => {
    const norm = update(run, state, at(state, GRADIENT_SUM), moment);
    const loss = split(at(state, LOSS_SUM), layoutOf(run, LOSS_SUM)).get(LOSS_SUM);
    if (!loss) throw new Error('no loss');
    return { loss, norm };
  });
}

/** A micro-batch's share of the mean loss, and the flat gradient of it (times the loss scale, where there is one). Exported for tests. */
export function lossAndGradient(
  run: TrainDefinition,
  state: StateTensors,
  { batch, dropoutSeed }: MicroBatch,
): { loss: tf.Tensor; gradient: tf.Tensor1D } {
  const { model, dropoutRate, labelSmoothing, accumulation } = run;
  const parameters = split(at(state, WEIGHTS), model.layout);
  const names = [...parameters.keys()];
  const scale = 1 / Math.max(1, batch.predicted) / accumulation;
  const meanLoss = (...given: tf.Tensor[]): tf.Scalar => {
    const named = new Map(names.map((name, i) => [name, given[i] as tf.Tensor])); // one a name
    const logits = model.code.forward(model.shape, named, {
      ...batch.input,
      ...(dropoutRate > 0 ? { dropout: { rate: dropoutRate, seed: dropoutSeed } } : {}),
    });
    return inScope('loss', () => crossEntropyLoss(logits, batch.targets, { scale, smoothing: labelSmoothing }));
  };
  return mixedPrecision(run.mixed, () => {
    const lossScale = state.get(LOSS_SCALE);
    const start = lossScale ? lossScale.slice([0], [1]).reshape<tf.Scalar>([]) : undefined;
    const { value, grads } = tf.valueAndGrads(meanLoss)([...parameters.values()], start);
    return { loss: value, gradient: pack(grads, model.layout) };
  });
}

/** Clips and updates in place. @returns the norm before clipping */
function update(run: TrainDefinition, state: StateTensors, gradient: tf.Tensor, moment: StepMoment): tf.Tensor {
  return inScope('update', () => {
    const { model, optimizer, decayed, averaging } = run;
    const { norm, scale } = gradientNorm(gradient, model.layout, { largest: run.gradientClip }, state.get(LOSS_SCALE));
    const parameters = at(state, WEIGHTS);
    const slots = new Map([...run.state].map(([name, layout]) => [name, { layout, values: at(state, name) }]));
    optimizer.code.update(
      { specs: model.specs, layout: model.layout, parameters, gradient, state: slots, decayed },
      { options: optimizer.options, ...moment, gradientScale: scale },
    );
    if (averaging > 0) weightAverage(at(state, AVERAGE), parameters, { memory: averaging, step: moment.step });
    return norm;
  });
}

function tidied(step: () => StepFigures): StepFigures {
  let figures: StepFigures | undefined;
  const kept = tf.tidy(() => {
    figures = step();
    return [figures.loss, figures.norm];
  });
  if (!figures || kept.length !== 2) throw new Error('a step gives its figures');
  return figures;
}

function at(state: StateTensors, name: string): tf.Tensor {
  const found = state.get(name);
  if (!found) throw new Error(`the run has no "${name}"`);
  return found;
}

function layoutOf({ state }: TrainDefinition, name: string) {
  const found = state.get(name);
  if (!found) throw new Error(`the run has no "${name}"`);
  return found;
}
