import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { useTestDevice } from '../testing/kernel-suite';
import { tuningOf } from '../tuning';
import { MakeBelieve } from './made-up';
import { double, growChoice, toyChoice, type Way } from './toy-fixture';
import { type TuneOptions, tuneOpen } from './tune';
import { tuneChoice } from './tune-choice';

describe('tuneOpen', () => {
  const { device } = useTestDevice();
  const info = () => (tf.backend() as unknown as { adapterInfo: GPUAdapterInfo }).adapterInfo; // tfjs's copy of it
  const tune = (options: TuneOptions = {}) => tuneOpen(device(), info(), { budgetMs: 20_000, ...options });
  beforeEach(() => tuningOf(device()).takeOpen());
  afterEach(() => tuningOf(device()).takeOpen());

  /** Meets the choice as an op does, tunes, and says what came of it. */
  async function met(name: string, ways: readonly Way[], size = 4096, type: 'f32' | 'f16' = 'f32') {
    tuningOf(device()).choose(toyChoice(name, ways, { shape: [size], type }));
    const { choices } = await tune();
    expect(choices).toHaveLength(1);
    return choices[0];
  }
  const rejections = (report: Awaited<ReturnType<typeof met>>) =>
    Object.fromEntries((report?.trials ?? []).map(({ candidate, rejected }) => [candidate, rejected]));

  test('takes the faster, also when it is not the first, and the op takes it from then on', async () => {
    const report = await met('fast', ['slow', 'plain']);
    expect(report?.chosen).toBe('plain');
    const [slow, plain] = report?.trials ?? [];
    expect((slow?.ms ?? 0) > 2 * (plain?.ms ?? Number.POSITIVE_INFINITY)).toBe(true);
    const x = tf.tensor([1, 2, 3]);
    double(x, 'other', ['plain', 'slow']).dispose();
    x.dispose();
    expect(
      tuningOf(device())
        .takeOpen()
        .map(({ key }) => key),
    ).toEqual(['toy other f32 3']);
    expect(tuningOf(device()).choose(toyChoice('fast', ['slow', 'plain'], { shape: [4096] }))).toBe('plain');
    expect(tuningOf(device()).takeOpen()).toEqual([]);
  });

  test('rejects what is wrong, however fast, and what a majority says is wrong though it is the first', async () => {
    const report = await met('right', ['slow', 'wrong', 'not a number']);
    expect(report?.chosen).toBe('slow');
    expect(rejections(report)).toEqual({
      slow: undefined,
      wrong: expect.stringContaining('at element 3'),
      'not a number': 'gives what is not a number',
    });
    const second = await met('majority', ['wrong', 'slow', 'plain']);
    expect(second?.chosen).toBe('plain');
    expect(rejections(second).wrong).toContain('instead of');
  });

  test('rejects what does not compile or is refused; the device hears nothing of it (see useTestDevice)', async () => {
    const report = await met('compiles', ['broken', 'refused', 'plain']);
    expect(report?.chosen).toBe('plain');
    expect(rejections(report)).toEqual({
      broken: expect.stringMatching(/nonsense/),
      refused: expect.stringMatching(/workgroup storage|workgroup_size|bytes/i),
      plain: undefined,
    });
    const none = await met('nothing works', ['broken', 'refused']);
    expect(none?.chosen).toBeUndefined();
    expect(none?.open).toBe('no candidate works');
    expect(tuningOf(device()).takeOpen()).toHaveLength(1);
  });

  test('large results are compared in parts, odd sizes and halves to their last element', async (context) => {
    const large = await met('large', ['plain', 'wrong'], 700_001);
    expect(rejections(large).wrong).toBeDefined();
    if (!device().features.has('shader-f16')) context.skip('this adapter has no shader-f16');
    for (const size of [1, 5, 4099]) {
      const half = await met(`half ${size}`, ['plain', 'slow', 'wrong'], size, 'f16');
      expect(rejections(half)).toEqual({
        plain: undefined,
        slow: undefined,
        wrong: size > 3 ? expect.stringContaining('at element 3') : undefined,
      });
    }
  });

  test('work in place begins every time from the same contents', async () => {
    tuningOf(device()).choose(growChoice([1, 1.0, 2], Float32Array.of(1, 2, 3)));
    const { choices } = await tune();
    expect(choices[0]?.trials.map(({ rejected }) => rejected)).toEqual([
      undefined,
      undefined,
      'result 0 is 3 instead of 2 at element 0 of those compared',
    ]);
  });

  test('without time everything stays open and nothing is run', async () => {
    tuningOf(device()).choose(toyChoice('no time', ['slow', 'plain'], { shape: [64] }));
    const report = await tune({ budgetMs: 0 });
    expect(report.choices).toEqual([
      expect.objectContaining({ open: 'no time left', trials: [{ candidate: 'slow' }, { candidate: 'plain' }] }),
    ]);
    expect(report.runMs).toBe(0);
    expect(tuningOf(device()).choose(toyChoice('no time', ['slow', 'plain'], { shape: [64] }))).toBe('slow');
    expect(tuningOf(device()).takeOpen()).toHaveLength(1);
  });

  test('a choice whose first candidate says that there is not time for all stays open', async () => {
    const inputs = new MakeBelieve(device());
    // Purses that always hold as much: one submit of each candidate takes longer than the one says, nothing as long as the other.
    const bench = (leftMs: number) => {
      const spent = { leftMs, runMs: 0, totalMs: 0, spend: <T>(work: () => Promise<T>) => work() };
      return { device: device(), adapterInfo: info(), inputs, spent, latencyMs: 0 };
    };
    const choice = toyChoice('long', ['slow', 'plain'], { shape: [4096] });
    const poor = await tuneChoice(choice, bench(10));
    expect(poor).toMatchObject({ open: 'no time left', trials: [{ ms: expect.any(Number) }, { candidate: 'plain' }] });
    expect(poor.trials[1]?.ms).toBeUndefined();
    expect(poor.chosen).toBeUndefined();
    const rich = await tuneChoice(choice, bench(1e6));
    expect(rich.chosen).toBe('plain');
    inputs.dispose();
  });

  test('cancelling keeps what was decided and leaves the rest open; progress counts choices', async () => {
    tuningOf(device()).choose(toyChoice('cancel 1', ['plain', 'wrong'], { shape: [256] }));
    tuningOf(device()).choose(toyChoice('cancel 2', ['plain', 'wrong'], { shape: [64] }));
    const controller = new AbortController();
    const seen: number[] = [];
    const cancelled = tune({
      signal: controller.signal,
      onProgress: ({ done, total }) => {
        expect(total).toBe(2);
        seen.push(done);
        if (done === 1) controller.abort();
      },
    });
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toEqual([0, 1]);
    expect(
      tuningOf(device())
        .takeOpen()
        .map(({ key }) => key),
    ).toEqual(['toy cancel 2 f32 64']);
    expect(tuningOf(device()).toJSON()).toMatchObject({ 'toy cancel 1 f32 256': '"plain"' });
  });

  test('leaves no buffer and no tensor', async () => {
    const create = vi.spyOn(device(), 'createBuffer');
    const destroy = vi.spyOn(GPUBuffer.prototype, 'destroy');
    const before = tf.memory().numTensors;
    await met('clean', ['plain', 'slow', 'broken']);
    const made = new Set(create.mock.results.map(({ value }) => value));
    const destroyed = new Set<unknown>(destroy.mock.contexts);
    create.mockRestore();
    destroy.mockRestore();
    expect(made.size).toBeGreaterThan(0);
    expect([...made].filter((buffer) => !destroyed.has(buffer))).toEqual([]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
