import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { Rng } from '@/base/rng';
import { split } from '@/gpu/flat/pack';
import { TINY_VOCABULARY, tinyConfig } from '@/ml/testing/tiny-run';
import { useCpu } from '@/ml/testing/use-cpu';
import { defineModel, type ModelDefinition } from '../execution/definition';
import { flatWeights, namedWeights } from '../execution/host-state';
import { openTraining } from '../execution/open';
import { firstWeights, type HostTensors } from '../execution/weights';
import { defineTraining } from '../trainer/define-training';
import { resolveConfig } from '../trainer/resolve-config';
import { models } from '.';
import type { ForwardInput } from './entry';
import { parameterCount } from './estimate';
import { fileParameters } from './file-parameters';

beforeAll(useCpu);

const cases = [
  ['gpt2', {}],
  ['llama', { kvHeads: 1 }],
  ['llama', { kvHeads: 2, tied: false }],
] as const;
const rng = new Rng(3);
const someIds = (count: number) => Array.from({ length: count }, () => rng.integer(TINY_VOCABULARY));

/** Logits of a forward pass as tfjs runs it, after every id. */
async function logitsOf(
  { code, shape, layout, ...model }: ModelDefinition & { weights: HostTensors },
  ids: readonly number[],
  more: Partial<ForwardInput> = {},
) {
  const logits = tf.tidy(() => {
    const flat = tf.tensor1d(flatWeights({ code, shape, layout, ...model }, model.weights));
    const input = { ids: tf.tensor1d([...ids], 'int32'), batchSize: 1, time: ids.length, ...more };
    return code.forward(shape, split(flat, layout), input);
  });
  const values = await logits.data();
  logits.dispose();
  return [...values];
}

describe.each(cases)('%s %j', (family, extra) => {
  const config = resolveConfig(tinyConfig(family, { dropout: 0 }, { layers: 2, ...extra }), TINY_VOCABULARY);

  const made = async () => ({
    ...(await defineModel(config.model, config.shape, config.contextLength)),
    weights: firstWeights(config.model, config.shape, new Rng(1)),
  });

  test('declared parameters are those that a forward pass asks for', async () => {
    const { code, shape, specs } = await made();
    const asked = new Set<string>();
    tf.tidy(() => {
      const parameters = new Map(specs.map(({ name, shape }) => [name, tf.ones([...shape])]));
      const counted = [...parameters.values()].reduce((sum, v) => sum + v.size, 0);
      expect(counted).toBe(parameterCount(config.model, config.shape));
      const spy = new Map(parameters);
      spy.get = (name) => {
        asked.add(name);
        return parameters.get(name);
      };
      code.forward(shape, spy, { ids: tf.tensor1d([1, 2], 'int32'), batchSize: 1, time: 2 });
    });
    expect([...asked].sort()).toEqual(specs.map(({ name }) => name).sort());
  });

  test('parameters as files have them cover ours exactly once, and go back and forth unchanged', async () => {
    const { specs, weights, ...model } = await made();
    const files = fileParameters(specs);
    const elements = files.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
    expect(elements).toBe(parameterCount(config.model, config.shape));
    expect(namedWeights({ specs, ...model }, flatWeights({ specs, ...model }, weights))).toEqual(weights);
  });

  test('prefill and decode give the logits of the full forward pass', async () => {
    const model = await made();
    const ids = someIds(8);
    const full = await logitsOf(model, ids);
    const { layers, width } = model.code.cache(model.shape);
    const cache = Array.from({ length: layers }, () => tf.variable(tf.fill([8, width], Number.NaN)));
    const rows = tf.tensor1d([2], 'int32');
    const at = { layers: cache };
    // One float32 rounding per op, in another order of summation. What is not read yet may hold anything.
    const same = (got: readonly number[], position: number) =>
      got.forEach((x, i) => {
        const expected = full[position * TINY_VOCABULARY + i] ?? Number.NaN;
        expect(Math.abs(x - expected)).toBeLessThan(1e-5);
      });
    const first = await logitsOf(model, ids.slice(0, 3), { cache: { ...at, offset: 0 }, rows });
    expect(first).toHaveLength(TINY_VOCABULARY);
    same(first, 2);
    for (let i = 3; i < 8; i++) same(await logitsOf(model, ids.slice(i, i + 1), { cache: { ...at, offset: i } }), i);
    tf.dispose([cache, rows]);
  });

  test('later tokens change nothing before them', async () => {
    const model = await made();
    const ids = someIds(8);
    const changed = [...ids.slice(0, 5), ...ids.slice(5).map((id) => (id + 1) % TINY_VOCABULARY)];
    const [a, b] = [await logitsOf(model, ids), await logitsOf(model, changed)];
    expect(a.slice(0, 5 * TINY_VOCABULARY)).toEqual(b.slice(0, 5 * TINY_VOCABULARY));
    expect(a).not.toEqual(b);
  });

  test('dropout: the same seed is the same mask, another seed another, no dropout none', async () => {
    const model = await made();
    const ids = someIds(8);
    const plain = await logitsOf(model, ids);
    const one = await logitsOf(model, ids, { dropout: { rate: 0.5, seed: 1 } });
    expect(await logitsOf(model, ids, { dropout: { rate: 0.5, seed: 1 } })).toEqual(one);
    expect(await logitsOf(model, ids, { dropout: { rate: 0.5, seed: 2 } })).not.toEqual(one);
    expect(await logitsOf(model, ids, { dropout: { rate: 0, seed: 1 } })).toEqual(plain);
  });

  test('overfits eight rows', async () => {
    const training = { ...config.training, batchSize: 8, gradientClip: 1 };
    const run = await openTraining(await defineTraining({ ...config, training }), {
      weights: firstWeights(config.model, config.shape, new Rng(1)),
    });
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
      const { figures } = await run.step([{ batch, dropoutSeed: 0 }], { step, learningRate: 2e-2 });
      [loss] = await figures;
    }
    // Random guessing is ln 12 = 2.5.
    expect(loss).toBeLessThan(0.1);
    run.dispose();
  });
});

test('every family is covered here', () => {
  expect(new Set(cases.map(([family]) => family))).toEqual(new Set(models.ids));
});
