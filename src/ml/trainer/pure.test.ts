import { describe, expect, test } from 'vitest';
import { defaultsOf } from '@/base/options';
import { tinyConfig } from '@/ml/testing/tiny-run';
import type { Metric } from '@/schema/metric';
import { notANumber } from './advice';
import { evaluationInterval, trainingOptions } from './options';
import { resolveConfig } from './resolve-config';
import { sampleSteps } from './sample-steps';
import { summariseRun } from './summarise-run';
import { Throughput } from './throughput';

test('samples are taken at 0, 1, 5, 20, 50 and 100 %, and in between where asked', () => {
  expect(sampleSteps(1000, 0)).toEqual([0, 10, 50, 200, 500, 1000]);
  expect(sampleSteps(4, 0)).toEqual([0, 1, 2, 4]);
  expect(sampleSteps(100, 30)).toEqual([0, 1, 5, 20, 30, 50, 60, 90, 100]);
});

test('evaluation: as asked, or a twentieth of the run, at most every 250 steps', () => {
  expect(evaluationInterval({ evalEvery: 7, steps: 1000 })).toBe(7);
  expect([5, 300, 100_000].map((steps) => evaluationInterval({ evalEvery: 0, steps }))).toEqual([1, 15, 250]);
});

test('options of all parts are checked, defaults filled in', () => {
  const config = resolveConfig({ ...tinyConfig('llama'), training: {} }, 12);
  expect(config.training).toEqual(defaultsOf(trainingOptions));
  expect(config.shape.options.ropeTheta).toBe(10_000);
  expect(() => resolveConfig({ ...tinyConfig('llama'), training: { stepz: 1 } }, 12)).toThrow(/stepz: unknown option/);
  expect(() =>
    resolveConfig({ ...tinyConfig('llama'), schedule: { id: 'cosine', options: { warmUp: 2 } } }, 12),
  ).toThrow(/schedule settings: warmUp/);
});

describe('throughput', () => {
  test('leaves the first step, evaluations and pauses out', () => {
    let now = 0;
    const t = new Throughput(100, () => now);
    t.start();
    now += 9;
    t.stepDone(10);
    expect(t.tokensPerSecond).toBeCloseTo(10 / 9);
    now += 1;
    t.stepDone(10);
    now += 50;
    t.skip();
    now += 1;
    t.stepDone(10);
    expect(t.tokensPerSecond).toBe(10);
    expect(t.seconds).toBe(161);
    t.stop();
    now += 1000;
    expect(t.seconds).toBe(161);
  });
});

test('advice names a learning rate, and clipping where it was off', () => {
  const training = { ...defaultsOf(trainingOptions), learningRate: 2e-3 };
  expect(notANumber('loss', 31, 25, training)).toMatchObject({
    where: 'step 31',
    what: expect.stringContaining('step 25'),
  });
  expect(notANumber('loss', 31, 25, training).remedy).toBe('Try a learning rate of 0.0005, or a longer warm-up.');
  expect(notANumber('loss', 31, 25, { ...training, gradientClip: 0 }).remedy).toContain('clipping');
});

test('a summary speaks of the best weights and the last steps', () => {
  const step = (n: number): Metric => ({
    kind: 'step',
    step: n,
    loss: n,
    gradientNorm: 1,
    learningRate: 1,
    tokensPerSecond: 10,
    seconds: n,
  });
  const evaluation = (n: number, loss: number): Metric => ({
    kind: 'evaluation',
    step: n,
    loss,
    perplexity: 2 * loss,
    bitsPerByte: 3 * loss,
    best: false,
  });
  const steps = Array.from({ length: 30 }, (_, i) => step(i + 1));
  expect(summariseRun([...steps, evaluation(10, 2), evaluation(20, 1), evaluation(30, 1.5)], 'completed', 7)).toEqual({
    end: 'completed',
    steps: 30,
    parameters: 7,
    seconds: 30,
    tokensPerSecond: 10,
    trainLoss: 20.5,
    weights: { step: 20, validationLoss: 1, perplexity: 2, bitsPerByte: 3 },
  });
});
