import * as tf from '@tensorflow/tfjs';
import type { OptionValue } from '@/base/options';
import { crossEntropy } from '@/gpu/ops/cross-entropy';
import { clipScale, globalNorm } from '@/gpu/ops/global-norm';
import type { StepNumber } from '@/gpu/step-number';
import type { OptimizerCode } from '../optimizers/entry';
import type { ModelInstance } from './model-instance';
import type { DeviceBatch } from './on-device';

/** Everything that one optimizer step changes or depends on, apart from its data. */
export interface Trainee {
  readonly model: ModelInstance;
  readonly optimizer: {
    readonly code: OptimizerCode;
    readonly options: Readonly<Record<string, OptionValue>>;
    /** State tensors of each parameter, in the order of the entry's slots. */
    readonly state: ReadonlyMap<string, readonly tf.Variable[]>;
  };
  /** Parameters that weight decay applies to. */
  readonly decayed: ReadonlySet<string>;
}

export interface StepSettings {
  /** This step's number, from 1. */
  readonly step: StepNumber;
  /** Schedule applied. */
  readonly learningRate: StepNumber;
  /** Largest global L2 norm; 0 does not clip. */
  readonly gradientClip: number;
  readonly dropoutRate: number;
}

export interface MicroBatch {
  readonly batch: DeviceBatch;
  readonly dropoutSeed: StepNumber;
}

/**
 * One optimizer step over one or more micro-batches: forward, gradients, clip, update in place. Plain tfjs and our ops from end to end, no
 * wait and nothing that depends on a tensor's value, so that it can be recorded and replayed as it is.
 * @returns [2]: mean loss (nats per token) before the update, global norm of the gradient before clipping
 */
export function trainStep(trainee: Trainee, micro: readonly MicroBatch[], settings: StepSettings): tf.Tensor1D {
  return tf.tidy(() => {
    const names = [...trainee.model.parameters.keys()];
    let loss: tf.Scalar | undefined;
    let gradients: tf.Tensor[] | undefined;
    for (const one of micro) {
      const next = lossAndGradients(trainee.model, one, settings.dropoutRate, 1 / micro.length);
      loss = loss ? replaced(loss, next.loss) : next.loss;
      gradients = gradients ? gradients.map((sum, i) => replaced(sum, at(next.gradients, i))) : next.gradients;
    }
    if (!loss || !gradients) throw new Error('a step needs at least one batch');
    const norm = globalNorm(gradients);
    const scale = settings.gradientClip > 0 ? clipScale(norm, settings.gradientClip) : undefined;
    const updates = names.map((name, i) => ({
      parameter: at([...trainee.model.parameters.values()], i),
      gradient: at(gradients, i),
      state: trainee.optimizer.state.get(name) ?? [],
      decay: trainee.decayed.has(name),
    }));
    const { step, learningRate } = settings;
    trainee.optimizer.code.update(updates, {
      options: trainee.optimizer.options,
      step,
      learningRate,
      ...(scale ? { gradientScale: scale } : {}),
    });
    return tf.stack([loss, norm.reshape<tf.Scalar>([])]) as tf.Tensor1D;
  });
}

/** Share of a step's mean loss, and its gradients in the order of the model's parameters. Exported for tests. */
export function lossAndGradients(
  model: ModelInstance,
  { batch, dropoutSeed }: MicroBatch,
  dropoutRate: number,
  share: number,
): { loss: tf.Scalar; gradients: tf.Tensor[] } {
  const parameters = [...model.parameters.values()];
  const meanLoss = (): tf.Scalar => {
    const { logits } = model.code.forward(model.shape, model.parameters, {
      ...batch.input,
      ...(dropoutRate > 0 ? { dropout: { rate: dropoutRate, seed: dropoutSeed } } : {}),
    });
    return crossEntropy(logits, batch.targets)
      .sum()
      .mul(share / Math.max(1, batch.predicted)) as tf.Scalar;
  };
  const { value, grads } = tf.variableGrads(meanLoss, parameters);
  return {
    loss: value,
    gradients: parameters.map((p) => {
      const gradient = grads[p.name];
      if (!gradient) throw new Error('a parameter has no gradient');
      return gradient;
    }),
  };
}

/** a + b in place of both. */
function replaced<T extends tf.Tensor>(a: T, b: tf.Tensor): T {
  const sum = a.add<T>(b);
  a.dispose();
  b.dispose();
  return sum;
}

function at<T>(items: readonly T[], i: number): T {
  const item = items[i];
  if (item === undefined) throw new Error(`no item ${i}`);
  return item;
}
