import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { Rng } from '@/base/rng';
import { TINY_VOCABULARY, tinyConfig } from '@/ml/testing/tiny-run';
import { useCpu } from '@/ml/testing/use-cpu';
import type { Batch } from '@/schema/batch';
import { defineTraining } from '../trainer/define-training';
import { resolveConfig } from '../trainer/resolve-config';
import { openTraining } from './open';
import { firstWeights } from './weights';

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

async function step(batches: readonly Batch[], gradientClip: number, training = {}) {
  const config = resolveConfig(
    tinyConfig('gpt2', { gradientClip, accumulation: batches.length, ...training }),
    TINY_VOCABULARY,
  );
  const run = await openTraining(await defineTraining(config), {
    weights: firstWeights(config.model, config.shape, new Rng(1).fork('weights')),
  });
  const micro = batches.map((batch) => ({ batch, dropoutSeed: 0 }));
  const [loss, norm] = await (await run.step(micro, { step: 1, learningRate: 1e-2 })).figures;
  const { weights, used } = await run.read();
  run.dispose();
  return { loss, norm, weights, used };
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

test('label smoothing makes a sharper prediction cost more, not the norm of a step vanish', async () => {
  const [plain, smoothed] = [await step([whole], 0), await step([whole], 0, { labelSmoothing: 0.2 })];
  expect(smoothed.loss).not.toBe(plain.loss);
  expect(smoothed.norm).toBeGreaterThan(0);
});

test('the average of the weights is what is used, and lies between old and new', async () => {
  const { weights, used } = await step([whole], 0, { averaging: 0.99 });
  const config = resolveConfig(tinyConfig('gpt2'), TINY_VOCABULARY);
  const before = firstWeights(config.model, config.shape, new Rng(1).fork('weights'));
  for (const [name, { data }] of used)
    data.forEach((x, i) => {
      const [old = 0, now = 0] = [before.get(name)?.data[i], weights.get(name)?.data[i]];
      // One step: (1 + 1) / (10 + 1) of the old average stays.
      expect(Math.abs(x - (old + (9 / 11) * (now - old)))).toBeLessThan(1e-6);
    });
});
