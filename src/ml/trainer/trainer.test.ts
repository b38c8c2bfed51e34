import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { packed, tinyConfig, tinyInput, tinyTokens } from '@/ml/testing/tiny-run';
import { useCpu } from '@/ml/testing/use-cpu';
import type { Metric } from '@/schema/metric';
import type { RunConfig } from '@/schema/run-config';
import type { TrainRunner } from '../execution/runner';
import type { HostTensors } from '../execution/weights';
import type { Snapshot } from './checkpoints';
import { createRun } from './create-run';

beforeAll(useCpu);

async function start(config: RunConfig, restore?: Snapshot) {
  const metrics: Metric[] = [];
  const input = tinyInput(config, (metric) => metrics.push(metric));
  const run = await createRun({ ...input, ...(restore ? { restore } : {}) });
  const of = <K extends Metric['kind']>(kind: K) => metrics.filter((m): m is Metric & { kind: K } => m.kind === kind);
  return { run, metrics, of };
}
const bits = (tensors: HostTensors) => Object.fromEntries([...tensors].map(([name, { data }]) => [name, [...data]]));

describe('a run', () => {
  test('learns, evaluates at 0, between and at the end, samples along the way, and leaves nothing behind', async () => {
    const { numTensors } = tf.memory();
    const { run, of, metrics } = await start(tinyConfig('llama', { steps: 60, evalEvery: 25, learningRate: 2e-2 }));
    expect(await run.train()).toEqual({ end: 'completed' });
    expect(of('step').map((m) => m.step)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(of('evaluation').map((m) => m.step)).toEqual([0, 25, 50, 60]);
    expect(of('sample').map((m) => m.step)).toEqual([0, 1, 3, 12, 30, 60]);
    expect(of('step').at(-1)?.loss).toBeLessThan(0.6 * (of('step')[0]?.loss ?? 0));
    const last = of('evaluation').at(-1);
    expect(last?.perplexity).toBeCloseTo(Math.exp(last?.loss ?? 0), 10);
    // One byte a token but for the end of text, which is rare here.
    expect(last?.bitsPerByte).toBeCloseTo((last?.loss ?? 0) / Math.LN2, 1);
    expect(run.progress.best?.loss).toBe(Math.min(...of('evaluation').map((m) => m.loss)));
    for (const m of of('step')) {
      expect(m.gradientNorm).toBeGreaterThan(0);
      expect(m.tokensPerSecond).toBeGreaterThan(0);
    }
    expect(metrics.findIndex((m) => m.kind === 'evaluation')).toBe(0);
    run.dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test('tensors do not grow from step to step', async () => {
    const { run } = await start(tinyConfig('gpt2', { steps: 6, evalEvery: 100 }));
    await run.train();
    const { numTensors, numDataBuffers } = tf.memory();
    run.extend(20);
    await run.train();
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers });
    run.dispose();
  });

  test('the same seed gives the same bits, another seed others', async () => {
    const losses = async (seed: number) => {
      const { run, of } = await start(tinyConfig('gpt2', { seed, steps: 5, dropout: 0.2 }));
      await run.train();
      run.dispose();
      return of('step').map((m) => m.loss);
    };
    const first = await losses(1);
    expect(await losses(1)).toEqual(first);
    expect(await losses(2)).not.toEqual(first);
  });
});

describe('resume', () => {
  test.each(['gpt2', 'llama'])('%s: 20 steps = 10 + restore + 10, to the bit', async (family) => {
    const config = tinyConfig(family, { steps: 20, dropout: 0.1, accumulation: 2 });
    const straight = await start(config);
    await straight.run.train();
    const first = await start(config);
    const until10 = new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        if (first.run.progress.step < 10) return;
        clearInterval(timer);
        resolve();
      }, 0);
    });
    const training = first.run.train();
    await until10;
    first.run.requestPause();
    expect(await training).toEqual({ end: 'paused' });
    const at = first.run.progress.step;
    expect(at).toBeGreaterThanOrEqual(10);
    expect(at).toBeLessThan(20);
    const snapshot = await first.run.snapshot();
    first.run.dispose();
    const second = await start(config, snapshot);
    expect(await second.run.train()).toEqual({ end: 'completed' });

    const [a, b] = [await straight.run.snapshot(), await second.run.snapshot()];
    expect(bits(b.weights)).toEqual(bits(a.weights));
    expect(bits(b.optimizer)).toEqual(bits(a.optimizer));
    expect([...first.of('step'), ...second.of('step')].map((m) => [m.step, m.loss])).toEqual(
      straight.of('step').map((m) => [m.step, m.loss]),
    );
    const evaluations = (...runs: (typeof first)[]) =>
      runs.flatMap(({ of }) => of('evaluation').map((m) => [m.step, m.loss, m.best]));
    expect(evaluations(first, second)).toEqual(evaluations(straight));
    straight.run.dispose();
    second.run.dispose();
  });

  test('a paused run goes on as if nothing had been', async () => {
    const config = tinyConfig('llama', { steps: 12 });
    const straight = await start(config);
    await straight.run.train();
    const paused = await start(config);
    paused.run.requestPause();
    let pauses = 0;
    while ((await paused.run.train()).end === 'paused') {
      pauses++;
      if (pauses < 3) setTimeout(() => paused.run.requestPause(), 5);
    }
    expect(pauses).toBeGreaterThan(0);
    expect(paused.of('step').map((m) => m.loss)).toEqual(straight.of('step').map((m) => m.loss));
    straight.run.dispose();
    paused.run.dispose();
  });
});

describe('ends', () => {
  test('stop evaluates once more', async () => {
    const { run, of } = await start(tinyConfig('gpt2', { steps: 10_000, evalEvery: 1000 }));
    setTimeout(() => run.requestStop(), 30);
    expect(await run.train()).toEqual({ end: 'stopped' });
    expect(of('evaluation').at(-1)?.step).toBe(run.progress.step);
    expect((await run.checkpoints.loadLast())?.step).toBe(run.progress.step);
    run.dispose();
  });

  test('stopping a paused run ends it', async () => {
    const { run } = await start(tinyConfig('gpt2', { steps: 1000 }));
    run.requestPause();
    expect((await run.train()).end).toBe('paused');
    run.requestStop();
    expect((await run.train()).end).toBe('stopped');
    run.dispose();
  });

  test('extend goes on after the end', async () => {
    const { run, of } = await start(tinyConfig('gpt2', { steps: 4 }));
    await run.train();
    run.extend(3);
    expect(await run.train()).toEqual({ end: 'completed' });
    expect(of('step').map((m) => m.step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    run.dispose();
  });

  test('patience stops early, and the best weights are those of the lowest validation loss', async () => {
    // Sixteen tokens learnt by heart; the held-out text is the other way round.
    const input = tinyInput(tinyConfig('gpt2', { steps: 500, evalEvery: 5, patience: 3, learningRate: 3e-2 }));
    const evaluations: number[] = [];
    const run = await createRun({
      ...input,
      tokens: { train: tinyTokens(16, 1), validation: packed([8, 7, 6, 5, 4, 3, 2, 1, 8, 7, 6, 5, 4, 3, 2, 1, 8]) },
      onMetric: (m) => m.kind === 'evaluation' && evaluations.push(m.loss),
    });
    expect(await run.train()).toEqual({ end: 'early stop' });
    const best = evaluations.indexOf(Math.min(...evaluations));
    expect(best).toBe(evaluations.length - 4);
    expect(run.progress.best?.step).toBe(best * 5);
    run.dispose();
  });

  test('a loss that is not a number stops the run, keeps the last good weights and says what to try', async () => {
    const config = tinyConfig('gpt2', { steps: 200, evalEvery: 5, learningRate: 1, gradientClip: 0 });
    const { run, of } = await start({
      ...config,
      optimizer: { id: 'adamw', options: { weightDecay: 1, epsilon: 1e-12 } },
    });
    // What a GPU gives when float32 overflows somewhere.
    const runner: TrainRunner = Reflect.get(run, 'runner');
    const take = runner.step.bind(runner);
    runner.step = async (micro, moment) => {
      const { figures } = await take(micro, moment);
      return { figures: moment.step === 13 ? figures.then(([, norm]) => [Number.NaN, norm]) : figures };
    };
    const { end, error } = await run.train();
    expect(end).toBe('not a number');
    expect(error?.code).toBe('train/not-a-number');
    expect(error?.remedy).toContain('learning rate of 0.25, switch gradient clipping on');
    expect(of('note')).toHaveLength(1);
    for (const m of of('step')) expect(Number.isFinite(m.loss)).toBe(true);
    const { weights, step } = await run.snapshot();
    expect(step % 5).toBe(0);
    for (const { data } of weights.values()) for (const x of data) expect(Number.isFinite(x)).toBe(true);
    run.dispose();
  });
});

describe('refusals', () => {
  test('a text shorter than one context', async () => {
    const input = tinyInput(tinyConfig('llama'));
    const short = { ...input, tokens: { ...input.tokens, train: tinyTokens(8, 1) } };
    await expect(createRun(short)).rejects.toMatchObject({ report: { code: 'train/too-short' } });
  });

  test('options that are not allowed, together or alone', async () => {
    await expect(createRun(tinyInput(tinyConfig('llama', {}, { heads: 3 })))).rejects.toThrow(/heads/);
    await expect(createRun(tinyInput(tinyConfig('llama', { steps: -1 })))).rejects.toThrow(/steps: -1 is outside/);
    await expect(createRun(tinyInput(tinyConfig('bert')))).rejects.toThrow(/no model called "bert"/);
  });
});
