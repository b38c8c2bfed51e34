import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { Rng } from '@/base/rng';
import { TINY_VOCABULARY, tinyConfig } from '@/ml/testing/tiny-run';
import { useCpu } from '@/ml/testing/use-cpu';
import { read } from '../trainer/generate';
import type { ModelInstance } from '../trainer/model-instance';
import { onDevice } from '../trainer/on-device';
import { resolveConfig } from '../trainer/resolve-config';
import { trainStep } from '../trainer/train-step';
import { createTrainee, disposeModel, disposeTrainee, placeModel } from '../trainer/trainee';
import { toHost } from '../trainer/weights';
import { models } from '.';
import { parameterCount } from './estimate';

beforeAll(useCpu);

const cases = [
  ['gpt2', {}],
  ['llama', { kvHeads: 1 }],
  ['llama', { kvHeads: 2, tied: false }],
] as const;
const rng = new Rng(3);
const someIds = (count: number) => Array.from({ length: count }, () => rng.integer(TINY_VOCABULARY));

async function logitsOf(model: ModelInstance, ids: readonly number[], dropout?: { rate: number; seed: number }) {
  const logits = tf.tidy(() => {
    const input = { ids: tf.tensor1d([...ids], 'int32'), batchSize: 1, time: ids.length };
    return model.code.forward(model.shape, model.parameters, { ...input, ...(dropout ? { dropout } : {}) }).logits;
  });
  const values = await logits.data();
  logits.dispose();
  return [...values];
}

describe.each(cases)('%s %j', (family, extra) => {
  const config = resolveConfig(tinyConfig(family, { dropout: 0 }, { layers: 2, ...extra }), TINY_VOCABULARY);

  test('declared parameters are those that a forward pass asks for', async () => {
    const { model } = await createTrainee(config);
    const asked = new Set<string>();
    const spy = new Map(model.parameters);
    spy.get = (name) => {
      asked.add(name);
      return model.parameters.get(name);
    };
    tf.tidy(() => {
      model.code.forward(model.shape, spy, { ids: tf.tensor1d([1, 2], 'int32'), batchSize: 1, time: 2 });
    });
    expect([...asked].sort()).toEqual([...model.parameters.keys()].sort());
    const counted = [...model.parameters.values()].reduce((sum, v) => sum + v.size, 0);
    expect(counted).toBe(parameterCount(config.model, config.shape));
    disposeModel(model);
  });

  test('prefill and decode give the logits of the full forward pass', async () => {
    const { model } = await createTrainee(config);
    const ids = someIds(8);
    const full = await logitsOf(model, ids);
    const { numTensors } = tf.memory();
    let { logits, cache } = read(model, ids.slice(0, 3));
    for (let at = 3; ; at++) {
      const expected = full.slice((at - 1) * TINY_VOCABULARY, at * TINY_VOCABULARY);
      // One float32 rounding per op, in another order of summation.
      (await logits.data()).forEach((x, i) => {
        expect(Math.abs(x - (expected[i] ?? Number.NaN))).toBeLessThan(1e-5);
      });
      logits.dispose();
      const old = cache;
      if (at < 8) ({ logits, cache } = read(model, ids.slice(at, at + 1), old));
      for (const layer of old) tf.dispose([layer.keys, layer.values]);
      if (at === 8) break;
    }
    expect(tf.memory().numTensors).toBe(numTensors);
    disposeModel(model);
  });

  test('later tokens change nothing before them', async () => {
    const { model } = await createTrainee(config);
    const ids = someIds(8);
    const changed = [...ids.slice(0, 5), ...ids.slice(5).map((id) => (id + 1) % TINY_VOCABULARY)];
    const [a, b] = [await logitsOf(model, ids), await logitsOf(model, changed)];
    expect(a.slice(0, 5 * TINY_VOCABULARY)).toEqual(b.slice(0, 5 * TINY_VOCABULARY));
    expect(a).not.toEqual(b);
    disposeModel(model);
  });

  test('dropout: the same seed is the same mask, another seed another, no dropout none', async () => {
    const { model } = await createTrainee(config);
    const ids = someIds(8);
    const plain = await logitsOf(model, ids);
    const one = await logitsOf(model, ids, { rate: 0.5, seed: 1 });
    expect(await logitsOf(model, ids, { rate: 0.5, seed: 1 })).toEqual(one);
    expect(await logitsOf(model, ids, { rate: 0.5, seed: 2 })).not.toEqual(one);
    expect(await logitsOf(model, ids, { rate: 0, seed: 1 })).toEqual(plain);
    disposeModel(model);
  });

  test('weights saved and loaded again give the same logits', async () => {
    const { model } = await createTrainee(config);
    const again = await placeModel(config, await toHost(model.parameters));
    const ids = someIds(8);
    expect(await logitsOf(again, ids)).toEqual(await logitsOf(model, ids));
    disposeModel(model);
    disposeModel(again);
  });

  test('overfits eight rows', async () => {
    const trainee = await createTrainee(config);
    // Random rows of distinct first tokens: nothing but memory can tell what follows.
    const windows = Array.from({ length: 8 }, (_, row) => [row, ...someIds(8)]);
    const batch = {
      batchSize: 8,
      time: 8,
      inputs: Int32Array.from(windows.flatMap((w) => w.slice(0, 8))),
      targets: Int32Array.from(windows.flatMap((w) => w.slice(1))),
    };
    let loss = Number.NaN;
    for (let step = 1; step <= 150; step++) {
      const figures = tf.tidy(() =>
        trainStep(trainee, [{ batch: onDevice(batch, TINY_VOCABULARY, true), dropoutSeed: 0 }], {
          step,
          learningRate: 2e-2,
          gradientClip: 1,
          dropoutRate: 0,
        }),
      );
      loss = (await figures.data())[0] ?? Number.NaN;
      figures.dispose();
    }
    // Random guessing is ln 12 = 2.5.
    expect(loss).toBeLessThan(0.1);
    disposeTrainee(trainee);
  });
});

test('every family is covered here', () => {
  expect(new Set(cases.map(([family]) => family))).toEqual(new Set(models.ids));
});
