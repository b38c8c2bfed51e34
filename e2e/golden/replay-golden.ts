import { openTraining } from '@/ml/execution/open';
import type { ModelRunner } from '@/ml/execution/runner';
import type { HostTensor } from '@/ml/execution/weights';
import { models } from '@/ml/models';
import { schedules } from '@/ml/schedules';
import { defineTraining } from '@/ml/trainer/define-training';
import { resolveConfig } from '@/ml/trainer/resolve-config';
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

/** Does what `make_golden.py` did with our models, optimizer and schedule, on tfjs's current backend: on WebGPU compiled unless `eager`. */
export async function replayGolden(golden: Golden, eager = false): Promise<GoldenDifference> {
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
      training: { mixedPrecision: false },
    },
    shape.vocabularySize,
  );
  const schedule = await schedules.get('cosine').load();
  const definition = await defineTraining({
    ...config,
    training: { ...config.training, gradientClip: golden.gradientClip, batchSize: golden.windows[0]?.length ?? 0 },
  });
  const { time } = batchOf(golden, 0);
  const runner = await openTraining({ ...definition, time }, { weights: golden.weights }, { eager });
  // The first window alone: the plans of generation and judging read one text at a time.
  const rows = batchOf(golden, 0);
  const logits = await logitsOf(runner.model, rows);
  const rates: number[] = [];
  const losses: number[] = [];
  const norms: number[] = [];
  for (let step = 1; step <= steps; step++) {
    const learningRate = peak * schedule(config.schedule.options, step, steps);
    const { figures } = await runner.step([{ batch: batchOf(golden, step - 1), dropoutSeed: 0 }], {
      step,
      learningRate,
    });
    const [loss, norm] = await figures;
    rates.push(learningRate);
    losses.push(loss);
    norms.push(norm);
  }
  const { weights } = await runner.read();
  runner.dispose();
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

/** Logits of a batch's windows, one after the other. */
async function logitsOf(model: ModelRunner, { batchSize, time, inputs }: Batch): Promise<number[]> {
  const all: number[] = [];
  for (let row = 0; row < batchSize; row++)
    all.push(...(await model.logits([...inputs.subarray(row * time, (row + 1) * time)])));
  return all;
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
