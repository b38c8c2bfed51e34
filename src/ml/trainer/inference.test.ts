import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Rng } from '@/base/rng';
import { packed, TINY_VOCABULARY, tinyConfig } from '@/ml/testing/tiny-run';
import { useCpu } from '@/ml/testing/use-cpu';
import { defineModel } from '../execution/definition';
import { openModel } from '../execution/open';
import type { ModelRunner } from '../execution/runner';
import { firstWeights } from '../execution/weights';
import { validationBatches } from './batches';
import { evaluate, evaluateIds } from './evaluate';
import { type GenerateSettings, generate } from './generate';
import { judgeWindow } from './judge-window';
import { resolveConfig } from './resolve-config';

const rng = new Rng(9);
const ids = Array.from({ length: 29 }, () => 1 + rng.integer(TINY_VOCABULARY - 1));
const ones = Array(TINY_VOCABULARY).fill(1);

/** -ln p of every id but the first of a window, straight from the logits in doubles. */
async function nats(model: ModelRunner, window: readonly number[]): Promise<number[]> {
  const values = await model.logits(window.slice(0, -1));
  const logits = window.slice(1).map((_, i) => [...values.subarray(i * TINY_VOCABULARY, (i + 1) * TINY_VOCABULARY)]);
  return logits.map((row, i) => {
    const sum = row.reduce((a, x) => a + Math.exp(x), 0);
    return Math.log(sum) - (row[window[i + 1] ?? 0] ?? Number.NaN);
  });
}

describe.each(['gpt2', 'llama'])('%s', (family) => {
  let model: ModelRunner;
  beforeAll(async () => {
    await useCpu();
    const { model: entry, shape, contextLength } = resolveConfig(tinyConfig(family), TINY_VOCABULARY);
    const weights = firstWeights(entry, shape, new Rng(1));
    // Large weights, so that predictions differ from even.
    for (const { shape, data } of weights.values()) if (shape.length === 2) data.set(data.map((x) => 10 * x));
    model = openModel(await defineModel(entry, shape, contextLength), weights);
    // The cache is made at the first text and stays.
    await model.prefill([1], { temperature: 0, topK: 0, topP: 1, seed: 1, position: 0 });
  });
  afterAll(() => model.dispose());

  const text = async (
    settings: Partial<GenerateSettings>,
    prompt: readonly number[] = [1, 2, 3],
    signal?: AbortSignal,
  ) => {
    const all: GenerateSettings = {
      maxTokens: 20,
      temperature: 1,
      topK: 0,
      topP: 1,
      seed: 1,
      endOfTextId: -1,
      ...settings,
    };
    const stream = generate(model, prompt, all, signal);
    const out: number[] = [];
    for (;;) {
      const next = await stream.next();
      if (next.done) return { out, end: next.value };
      out.push(next.value);
    }
  };

  test('evaluateIds: windows of context + 1 at stride context, the short last one included', async () => {
    const expected: number[] = [];
    for (let from = 0; from < ids.length - 1; from += 8)
      expected.push(...(await nats(model, ids.slice(from, from + 9))));
    expect(expected).toHaveLength(28);
    const mean = expected.reduce((a, b) => a + b, 0) / 28;
    const { numTensors } = tf.memory();
    for (const batchSize of [1, 3, 8]) {
      const got = await evaluateIds(model, ids, ones, batchSize);
      expect(got.tokens).toBe(28);
      // float32 logits; the sum over windows is in doubles.
      expect(Math.abs(got.loss - mean)).toBeLessThan(1e-5);
      expect(got.bitsPerByte).toBeCloseTo(got.loss / Math.LN2, 12);
      expect(got.perplexity).toBe(Math.exp(got.loss));
    }
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test('bits per byte count the bytes of predicted tokens', async () => {
    const bytes = Array.from({ length: TINY_VOCABULARY }, (_, id) => id);
    const { loss, bitsPerByte, tokens } = await evaluateIds(model, ids, bytes);
    const predicted = ids.slice(1).reduce((a, b) => a + b, 0);
    expect(bitsPerByte).toBeCloseTo((loss * tokens) / Math.LN2 / predicted, 12);
  });

  test('filling a batch up changes nothing', async () => {
    const file = packed(ids);
    const [three, one] = await Promise.all([3, 1].map((b) => evaluate(model, validationBatches(file, 5, b, 8), ones)));
    expect(three?.tokens).toBe(24);
    expect(three?.loss).toBeCloseTo(one?.loss ?? 0, 6);
  });

  test('judgeWindow: probabilities are those of the loss, the best guesses are in order', async () => {
    const window = ids.slice(0, 9);
    const judged = await judgeWindow(model, window, 3);
    const expected = await nats(model, window);
    judged.forEach(({ id, probability, top }, i) => {
      expect(id).toBe(window[i + 1]);
      expect(-Math.log(probability)).toBeCloseTo(expected[i] ?? 0, 5);
      expect(top).toHaveLength(3);
      expect(top[0]?.probability).toBeGreaterThanOrEqual(top[1]?.probability ?? 1);
    });
  });

  test('greedy text is the argmax of the full forward pass, also past a full context', async () => {
    const { out, end } = await text({ temperature: 0 });
    expect(end).toBe('length');
    let context = [1, 2, 3];
    for (const id of out) {
      // A full context of 8 is cut to its newer half before the next token is read.
      if (context.length > 8) context = context.slice(-4);
      const last = [...(await model.logits(context)).slice(-TINY_VOCABULARY)];
      expect(id).toBe(last.indexOf(Math.max(...last)));
      context.push(id);
    }
  });

  test('is seeded, and leaves nothing behind, however it ends', async () => {
    const { numTensors } = tf.memory();
    expect((await text({ seed: 4 })).out).toEqual((await text({ seed: 4 })).out);
    expect((await text({ seed: 4 })).out).not.toEqual((await text({ seed: 5 })).out);
    const stop = new AbortController();
    stop.abort();
    expect(await text({}, [1], stop.signal)).toEqual({ out: [], end: 'stopped' });
    for await (const _ of generate(model, [1], {
      maxTokens: 9,
      temperature: 1,
      topK: 0,
      topP: 1,
      seed: 1,
      endOfTextId: -1,
    }))
      break;
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test('ends at the end of text, which is not part of it', async () => {
    const { out } = await text({ temperature: 0 });
    const endOfTextId = out[2] ?? 0;
    const first = out.indexOf(endOfTextId);
    expect(await text({ temperature: 0, endOfTextId })).toEqual({ out: out.slice(0, first), end: 'end of text' });
  });

  test('an empty prompt starts from the end-of-text token; a long one keeps its end', async () => {
    expect((await text({ temperature: 0, endOfTextId: 0, maxTokens: 1 }, [])).out).toEqual(
      (await text({ temperature: 0, endOfTextId: 0, maxTokens: 1 }, [0])).out,
    );
    expect((await text({ temperature: 0 }, ids)).out).toEqual((await text({ temperature: 0 }, ids.slice(-8))).out);
  });
});
