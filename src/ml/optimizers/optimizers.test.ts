import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { defaultsOf, parseOptions } from '@/base/options';
import { flatLayout } from '@/gpu/flat/layout';
import { flatFloats } from '@/gpu/flat/testing/odd-parts';
import { useCpu } from '@/ml/testing/use-cpu';
import { optimizers } from '.';
import type { OptimizedParameter } from './entry';
import { slotLayouts, stateElements } from './state-layouts';
import { FlatRun } from './testing/flat-run';
import { papers } from './testing/papers';
import { learnEightPoints } from './testing/regression';

beforeAll(useCpu);

const STEPS = 10;
const rate = (step: number) => 1e-2 / step;
const clip = (step: number) => (step % 3 === 0 ? 0.25 : 1);
const parameters: readonly OptimizedParameter[] = [
  { name: 'table', shape: [6, 5], decay: true },
  { name: 'wide', shape: [5, 9], decay: true, linear: { outputs: 'columns' } },
  { name: 'tall', shape: [9, 5], decay: true, linear: { outputs: 'rows' } },
  { name: 'joined', shape: [12, 5], decay: true, linear: { outputs: 'rows', pieces: [5, 5, 2] } },
  { name: 'side by side', shape: [5, 10], decay: true, linear: { outputs: 'columns', pieces: [5, 5] } },
  { name: 'bias', shape: [7], decay: false },
];
const layout = flatLayout(parameters);
const first = flatFloats(layout, 1);
const gradients = Array.from({ length: STEPS }, (_, i) => flatFloats(layout, 100 + i));

describe.each(optimizers.entries.map((entry) => [entry.id, entry] as const))('%s', (id, entry) => {
  const paper = papers[id];
  const options = { ...defaultsOf(entry.options), ...paper?.options };
  const run = async (from: number, to: number, saved?: ReadonlyMap<string, Float32Array>) => {
    const flat = await FlatRun.start(entry, parameters, first, saved);
    for (let step = from; step <= to; step++)
      tf.tidy(() => {
        const gradient = tf.tensor1d(gradients[step - 1] ?? []);
        flat.step(gradient, { step, learningRate: rate(step), scale: tf.scalar(clip(step)), options });
      });
    const result = await flat.read();
    flat.dispose();
    return result;
  };

  test('ten steps are the paper’s in doubles, for every kind of parameter', async () => {
    if (!paper) expect.fail('no reference');
    const flat = (await run(1, STEPS)).get('parameters') ?? [];
    for (const [i, { name, offset, size }] of layout.parts.entries()) {
      const parameter = parameters[i] ?? expect.fail();
      const part = (of: Float32Array) => Float64Array.from(of.subarray(offset, offset + size));
      const expected = paper.after({ parameter, first: part(first), gradients: gradients.map(part), rate, clip });
      let moved = 0;
      expected.forEach((value, j) => {
        moved = Math.max(moved, Math.abs(value - (first[offset + j] ?? 0)));
        // Ten roundings to float32 of values near 1 and of their state: 10 * 3 * 6e-8.
        expect(Math.abs((flat[offset + j] ?? Number.NaN) - value), `${name}[${j}]`).toBeLessThan(
          paper.tolerance ?? 2e-6,
        );
      });
      expect(moved, `${name} stays where it was`).toBeGreaterThan(1e-3);
    }
  });

  test('state saved and put back after five steps changes no bit', async () => {
    expect(await run(6, STEPS, await run(1, 5))).toEqual(await run(1, STEPS));
  });

  test('a scale below 0 changes no bit, whatever the gradient', async () => {
    const flat = await FlatRun.start(entry, parameters, first, await run(1, 3));
    const before = await flat.read();
    const at = { step: 4, learningRate: 0.1, options };
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY])
      tf.tidy(() => flat.step(tf.fill([layout.size], bad), { ...at, scale: tf.scalar(-1) }));
    expect(await flat.read()).toEqual(before);
  });

  test('leaves no tensor behind', async () => {
    await run(1, 1);
    const before = tf.memory().numTensors;
    await run(1, 2);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('declares its state, and options that its defaults satisfy', () => {
    const layouts = slotLayouts(entry, parameters);
    expect([...layouts.keys()]).toEqual(entry.slots);
    const counted = [...layouts.values()].flatMap(({ parts }) => parts).reduce((sum, { size }) => sum + size, 0);
    expect(stateElements(entry, parameters)).toBe(counted);
    expect(parseOptions(entry.options, options).problems).toEqual([]);
    expect(entry.citation).toMatch(/\d{4}/);
    for (const { help } of Object.values(entry.options)) expect(help).toMatch(/^[^.]*([.]\d[^.]*)*[.]/);
  });

  test('with its defaults it learns eight points by heart', async () => {
    const errors = await learnEightPoints(entry, 2e-2 * (entry.learningRateScale ?? 1), 300);
    expect(errors.at(-1)).toBeLessThan(0.02 * (errors[0] ?? Number.NaN));
  });
});

test('every optimizer has a reference, and every reference an optimizer', () => {
  expect(Object.keys(papers)).toEqual(optimizers.ids);
});
