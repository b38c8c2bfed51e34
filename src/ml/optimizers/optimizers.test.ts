import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { defaultsOf } from '@/base/options';
import { Rng } from '@/base/rng';
import { useCpu } from '@/ml/testing/use-cpu';
import { toHost, variable } from '../trainer/weights';
import { optimizers } from '.';

beforeAll(useCpu);

const STEPS = 10;
const SIZE = 7;
const settings = { beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1 };
const rate = (step: number) => 1e-2 / step;
const clip = (step: number) => (step % 3 === 0 ? 0.25 : 1);

/** The paper's update in doubles: what each optimizer must do, by id. */
const references: Record<string, (x: Float64Array, gradients: Float64Array[], decay: boolean) => void> = {
  // Loshchilov and Hutter 2019, algorithm 2, the schedule multiplier inside the rate.
  adamw(x, gradients, decay) {
    const m = new Float64Array(x.length);
    const v = new Float64Array(x.length);
    gradients.forEach((gradient, i) => {
      const step = i + 1;
      x.forEach((value, j) => {
        const g = (gradient[j] ?? 0) * clip(step);
        m[j] = settings.beta1 * (m[j] ?? 0) + (1 - settings.beta1) * g;
        v[j] = settings.beta2 * (v[j] ?? 0) + (1 - settings.beta2) * g * g;
        const mean = (m[j] ?? 0) / (1 - settings.beta1 ** step);
        const square = (v[j] ?? 0) / (1 - settings.beta2 ** step);
        const kept = value * (1 - rate(step) * (decay ? settings.weightDecay : 0));
        x[j] = kept - (rate(step) * mean) / (Math.sqrt(square) + settings.epsilon);
      });
    });
  },
};

describe.each(optimizers.entries.map((entry) => [entry.id, entry] as const))('%s', (id, entry) => {
  const rng = new Rng(11);
  const draw = () => Float64Array.from({ length: SIZE }, () => Math.fround(rng.normal()));
  const first = draw();
  const gradients = Array.from({ length: STEPS }, draw);

  async function run(from: number, to: number, x: tf.Variable, state: tf.Variable[], decay: boolean) {
    const code = await entry.load();
    for (let step = from; step <= to; step++)
      tf.tidy(() => {
        const gradient = tf.tensor1d([...(gradients[step - 1] ?? [])]);
        code.update([{ parameter: x, gradient, state, decay }], {
          options: { ...defaultsOf(entry.options), ...settings },
          learningRate: rate(step),
          step,
          gradientScale: tf.scalar(clip(step)),
        });
      });
  }
  const fresh = () => variable({ shape: [SIZE], data: Float32Array.from(first) });
  const zeros = () => entry.slots.map(() => variable({ shape: [SIZE], data: new Float32Array(SIZE) }));

  test.each([true, false])('ten steps are the paper’s in doubles (decay %s)', async (decay) => {
    const expected = first.slice();
    references[id]?.(expected, gradients, decay);
    expect(expected).not.toEqual(first);
    const x = fresh();
    await run(1, STEPS, x, zeros(), decay);
    // Ten roundings to float32 of values near 1 and of two moments: 10 * 3 * 6e-8.
    (await x.data()).forEach((value, i) => {
      expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThan(2e-6);
    });
  });

  test('state saved and put back after five steps changes no bit', async () => {
    const x = fresh();
    await run(1, STEPS, x, zeros(), true);
    const half = fresh();
    const state = zeros();
    await run(1, 5, half, state, true);
    const saved = await toHost(new Map([half, ...state].map((v, i) => [String(i), v])));
    const [again, ...stateAgain] = [...saved.values()].map(variable);
    if (!again) throw new Error('nothing was saved');
    await run(6, STEPS, again, stateAgain, true);
    expect([...(await again.data())]).toEqual([...(await x.data())]);
  });
});

test('every optimizer has a reference here', () => {
  expect(Object.keys(references)).toEqual(optimizers.ids);
});
