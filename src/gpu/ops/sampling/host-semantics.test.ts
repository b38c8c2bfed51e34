import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDevice } from '../../device';
import { type SampleSettings, sampleTokens } from '.';

/** The tests of the trainer's sampler on the host, word for word where they can be, on the op. */
beforeAll(async () => {
  await openDevice({ preferred: 'cpu', onFailure: () => {} });
});

const logits = [0.5, 0.1, 0.3, 0.1].map(Math.log);
const plain: SampleSettings = { temperature: 1, topK: 0, topP: 1, seed: 1, position: 0 };
const DRAWS = 20_000;

async function sampled(values: readonly number[], settings: SampleSettings, rows = 1): Promise<number[]> {
  const ids = tf.tidy(() => sampleTokens(tf.tensor2d([...values], [1, values.length]).tile([rows, 1]), settings));
  const result = [...(await ids.data())];
  ids.dispose();
  return result;
}

async function frequencies(settings: SampleSettings, values: readonly number[] = logits): Promise<number[]> {
  const counts = values.map(() => 0);
  for (const id of await sampled(values, settings, DRAWS)) counts[id] = (counts[id] ?? 0) + 1;
  return counts.map((n) => n / DRAWS);
}
// Four standard errors of a frequency over 20,000 draws: 4 * sqrt(0.25 / 20,000).
const close = (got: readonly number[], expected: readonly number[]) =>
  got.forEach((x, i) => {
    expect(Math.abs(x - (expected[i] ?? 0))).toBeLessThan(0.015);
  });

describe('sampleTokens on the cpu backend', () => {
  test('follows the softmax', async () => close(await frequencies(plain), [0.5, 0.1, 0.3, 0.1]));
  test('temperature 0 takes the most probable, the first of equals', async () => {
    expect(await sampled([1, 3, 3, 2], { ...plain, temperature: 0 })).toEqual([1]);
  });
  test('temperature 0.5 squares the odds', async () => {
    close(await frequencies({ ...plain, temperature: 0.5 }), [25 / 36, 1 / 36, 9 / 36, 1 / 36]);
  });
  test('top-k keeps k, ties to the smaller id', async () => {
    const got = await frequencies({ ...plain, topK: 3 });
    close(got, [5 / 9, 1 / 9, 3 / 9, 0]);
    expect(got[3]).toBe(0);
    expect(await sampled(logits, { ...plain, topK: 1 })).toEqual([0]);
  });
  test('top-p keeps the fewest that reach p, at least one', async () => {
    close(await frequencies({ ...plain, topP: 0.75 }), [5 / 8, 0, 3 / 8, 0]);
    close(await frequencies({ ...plain, topP: 0.01 }), [1, 0, 0, 0]);
  });
  test('top-p counts after top-k', async () =>
    close(await frequencies({ ...plain, topK: 3, topP: 0.8 }), [5 / 8, 0, 3 / 8, 0]));
  test('huge logits do not overflow', async () => {
    close(await frequencies(plain, [1000, 1000 + Math.log(3), -1000]), [0.25, 0.75, 0]);
  });
  test('is seeded', async () => {
    const draw = async (seed: number) => {
      const ids: number[] = [];
      for (let position = 0; position < 20; position++)
        ids.push(...(await sampled(logits, { ...plain, seed, position })));
      return ids;
    };
    expect(await draw(1)).toEqual(await draw(1));
    expect(await draw(1)).not.toEqual(await draw(2));
  });
  test('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await sampled(logits, plain, 5);
    expect(tf.memory().numTensors).toBe(before);
  });
});
