import * as tf from '@tensorflow/tfjs';
import { models } from '@/ml/models';
import { schedules } from '@/ml/schedules';
import { onDevice } from '@/ml/trainer/on-device';
import { resolveConfig } from '@/ml/trainer/resolve-config';
import { trainStep } from '@/ml/trainer/train-step';
import { createTrainee, disposeTrainee, readTrainee } from '@/ml/trainer/trainee';
import type { HostTensor } from '@/ml/trainer/weights';
import type { Batch } from '@/schema/batch';
import type { Golden } from './read-golden';

/** The largest difference to a golden file, each as |ours - theirs| / |theirs| in the Euclidean norm of the whole tensor. */
export interface GoldenDifference {
  logits: number;
  learningRates: number;
  losses: number;
  gradientNorms: number;
  /** By parameter, after ten steps. */
  weights: Record<string, number>;
}

/** Does what `make_golden.py` did with our models, optimizer and schedule, on tfjs's current backend. */
export async function replayGolden(golden: Golden): Promise<GoldenDifference> {
  const family = models.get(golden.config.model_type);
  const shape = family.fromHuggingFace(golden.config);
  const steps = golden.losses.length;
  const { warmUp, floor, peak } = golden.schedule;
  const config = resolveConfig(
    {
      version: 1,
      name: 'golden',
      model: { id: family.id, options: { ...shape.options } },
      optimizer: { id: 'adamw', options: { ...golden.optimizer } },
      schedule: { id: 'cosine', options: { warmUp, floor } },
      training: {},
    },
    shape.vocabularySize,
  );
  const schedule = await schedules.get('cosine').load();
  const trainee = await createTrainee(config, { weights: golden.weights });
  const first = tf.tidy(() => {
    const { input } = onDevice(batchOf(golden, 0), shape.vocabularySize, false);
    return trainee.model.code.forward(shape, trainee.model.parameters, input).logits;
  });
  const logits = await first.data<'float32'>();
  first.dispose();
  const rates: number[] = [];
  const losses: number[] = [];
  const norms: number[] = [];
  for (let step = 1; step <= steps; step++) {
    const learningRate = peak * schedule(config.schedule.options, step, steps);
    const figures = tf.tidy(() => {
      const batch = onDevice(batchOf(golden, step - 1), shape.vocabularySize, true);
      const settings = { step, learningRate, gradientClip: golden.gradientClip, dropoutRate: 0 };
      return trainStep(trainee, [{ batch, dropoutSeed: 0 }], settings);
    });
    const [loss = Number.NaN, norm = Number.NaN] = await figures.data();
    figures.dispose();
    rates.push(learningRate);
    losses.push(loss);
    norms.push(norm);
  }
  const { weights } = await readTrainee(trainee, config.optimizer.entry.slots);
  disposeTrainee(trainee);
  const none: HostTensor = { shape: [0], data: new Float32Array() };
  return {
    logits: relative(logits, golden.logits.data),
    learningRates: worst(rates, golden.learningRates),
    losses: worst(losses, golden.losses),
    gradientNorms: worst(norms, golden.gradientNorms),
    weights: Object.fromEntries(
      [...golden.lastWeights].map(([name, { data }]) => [name, relative((weights.get(name) ?? none).data, data)]),
    ),
  };
}

function batchOf(golden: Golden, step: number): Batch {
  const rows = golden.windows[step] ?? [];
  const time = (rows[0]?.length ?? 1) - 1;
  return {
    batchSize: rows.length,
    time,
    inputs: Int32Array.from(rows.flatMap((row) => row.slice(0, time))),
    targets: Int32Array.from(rows.flatMap((row) => row.slice(1))),
  };
}

function relative(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < theirs.length; i++) {
    difference += ((ours[i] ?? Number.NaN) - (theirs[i] ?? 0)) ** 2;
    size += (theirs[i] ?? 0) ** 2;
  }
  return Math.sqrt(difference / size);
}

function worst(ours: readonly number[], theirs: readonly number[]): number {
  return Math.max(...theirs.map((x, i) => Math.abs((ours[i] ?? Number.NaN) - x) / Math.abs(x)));
}
