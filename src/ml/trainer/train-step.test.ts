import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { Rng } from '@/base/rng';
import { TINY_VOCABULARY, tinyConfig } from '@/ml/testing/tiny-run';
import { useCpu } from '@/ml/testing/use-cpu';
import type { Batch } from '@/schema/batch';
import { onDevice } from './on-device';
import { resolveConfig } from './resolve-config';
import { trainStep } from './train-step';
import { createTrainee, disposeTrainee } from './trainee';
import { toHost } from './weights';

beforeAll(useCpu);

const rng = new Rng(2);
const ids = (n: number) => Int32Array.from({ length: n }, () => rng.integer(TINY_VOCABULARY));
const whole: Batch = { batchSize: 4, time: 8, inputs: ids(32), targets: ids(32) };
const halves = [0, 16].map((at) => ({
  batchSize: 2,
  time: 8,
  inputs: whole.inputs.slice(at, at + 16),
  targets: whole.targets.slice(at, at + 16),
}));

async function step(batches: readonly Batch[], gradientClip: number) {
  const trainee = await createTrainee(resolveConfig(tinyConfig('gpt2'), TINY_VOCABULARY));
  const figures = tf.tidy(() => {
    const micro = batches.map((batch) => ({ batch: onDevice(batch, TINY_VOCABULARY, true), dropoutSeed: 0 }));
    return trainStep(trainee, micro, { step: 1, learningRate: 1e-2, gradientClip, dropoutRate: 0 });
  });
  const [loss = Number.NaN, norm = Number.NaN] = await figures.data();
  figures.dispose();
  const weights = await toHost(trainee.model.parameters);
  disposeTrainee(trainee);
  return { loss, norm, weights };
}

test('two micro-batches are one batch of both', async () => {
  const [one, two] = [await step([whole], 0), await step(halves, 0)];
  // Sums in another order: a few float32 roundings.
  expect(Math.abs(one.loss - two.loss)).toBeLessThan(1e-6);
  expect(Math.abs(one.norm / two.norm - 1)).toBeLessThan(1e-5);
});

test('the norm is the one before clipping, and nothing is left behind', async () => {
  const { numTensors } = tf.memory();
  const [free, clipped] = [await step([whole], 0), await step([whole], 0.01)];
  expect(clipped.norm).toBe(free.norm);
  expect(clipped.norm).toBeGreaterThan(0.01);
  expect(clipped.weights).not.toEqual(free.weights);
  expect(tf.memory().numTensors).toBe(numTensors);
});

test('positions without a target do not count', async () => {
  const half = { ...whole, targets: whole.targets.map((id, i) => (i < 16 ? id : -1)) };
  const [padded, alone] = [await step([half], 0), await step(halves.slice(0, 1), 0)];
  expect(Math.abs(padded.loss - alone.loss)).toBeLessThan(1e-6);
  expect(Math.abs(padded.norm / alone.norm - 1)).toBeLessThan(1e-5);
});
