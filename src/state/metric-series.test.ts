import { afterEach, describe, expect, test, vi } from 'vitest';
import { Rng } from '@/base/rng';
import type { Metric, StepMetric } from '@/schema/metric';
import { MetricSeries } from './metric-series';
import { downsample } from './metric-series-downsample';
import { Smoothing } from './metric-series-smoothing';

const step = (n: number, loss = 8 / n): StepMetric => ({
  kind: 'step',
  step: n,
  loss,
  gradientNorm: 1,
  learningRate: 1e-3,
  tokensPerSecond: 1000,
  seconds: n / 10,
});
const evaluation = (n: number, loss: number): Metric => ({
  kind: 'evaluation',
  step: n,
  loss,
  perplexity: Math.exp(loss),
  bitsPerByte: loss / 2,
  best: true,
});
const many = (n: number) => Array.from({ length: n }, (_, i) => step(i + 1));

describe('readings', () => {
  const series = new MetricSeries();
  series.smoothingWeight = 0;
  series.append([evaluation(0, 7), ...many(100), evaluation(50, 3), step(101, 2)]);

  test('the last values, and those at a step; an evaluation counts from its step on', () => {
    expect(series.at()).toMatchObject({ step: 101, training: 2, smoothed: 2, validation: 3, bitsPerByte: 1.5 });
    expect(series.at(49)).toMatchObject({ step: 49, training: 8 / 49, validation: 7 });
    expect(series.at(1e9).step).toBe(101);
    expect(series.at(-5).step).toBe(1);
  });

  test('nothing measured is NaN, not zero', () => {
    const empty = new MetricSeries().at(3);
    expect(Object.values(empty).every(Number.isNaN)).toBe(true);
  });

  test('a step that comes again replaces what followed it', () => {
    const again = new MetricSeries();
    again.append(many(100));
    again.append([step(41, 5), step(42, 4)]);
    expect(again.steps.length).toBe(42);
    expect(again.at()).toMatchObject({ step: 42, training: 4 });
    expect(again.range('loss').values.at(-2)).toBe(5);
  });

  test('ranges hold their ends and nothing outside', () => {
    expect([...series.range('loss', 10, 12).steps]).toEqual([10, 11, 12]);
    expect(series.range('loss', 500, 900).steps).toHaveLength(0);
    expect([...series.evaluationRange('loss').values]).toEqual([7, 3]);
  });
});

describe('thinning', () => {
  test('keeps every extreme of a long line within 800 points', () => {
    const rng = new Rng(1);
    const n = 100_003;
    const steps = Float64Array.from({ length: n }, (_, i) => i + 1);
    const values = Float64Array.from({ length: n }, () => rng.normal());
    values[54_321] = 99;
    values[777] = -99;
    const thin = downsample(steps, values, 0, n);
    expect(thin.steps.length).toBeLessThanOrEqual(800);
    expect(thin.steps.length).toBeGreaterThan(350);
    expect(thin.values).toContain(99);
    expect(thin.values).toContain(-99);
    expect([thin.steps[0], thin.steps.at(-1)]).toEqual([1, n]);
    expect([...thin.steps].every((s, i) => i === 0 || s > (thin.steps[i - 1] ?? s))).toBe(true);
  });

  test('appending never moves a point of an earlier bucket', () => {
    const rng = new Rng(2);
    const n = 60_000;
    const steps = Float64Array.from({ length: n }, (_, i) => i);
    const values = Float64Array.from({ length: n }, () => rng.uniform());
    const before = downsample(steps, values, 0, 55_000);
    const after = downsample(steps, values, 0, 55_100);
    // All but the bucket that was being filled (two points) and the end.
    expect([...after.steps].slice(0, before.steps.length - 3)).toEqual([...before.steps].slice(0, -3));
  });

  test('not-a-number is a gap where nothing else is, and never an extreme', () => {
    const values = new Float64Array(10_000).fill(1);
    values.fill(Number.NaN, 4000, 6000);
    values[10] = Number.NaN;
    const thin = downsample(Float64Array.from(values.keys()), values, 0, values.length, 100);
    expect([...thin.values].some(Number.isNaN)).toBe(true);
    expect([...thin.values].filter((v) => !Number.isNaN(v)).every((v) => v === 1)).toBe(true);
    expect(thin.values[1]).toBe(1);
  });
});

describe('smoothing', () => {
  test('is the bias-corrected moving average by its closed form', () => {
    const rng = new Rng(3);
    const values = Float64Array.from({ length: 300 }, () => 1 + rng.uniform());
    const w = 0.9;
    const got = new Smoothing().of(values, w);
    for (const n of [1, 2, 17, 300]) {
      let sum = 0;
      let weights = 0;
      for (let i = 0; i < n; i++) {
        sum += w ** (n - 1 - i) * (values[i] ?? 0);
        weights += w ** (n - 1 - i);
      }
      // Both in double precision over at most 300 terms: rounding stays far below 1e-12.
      expect(got[n - 1]).toBeCloseTo(sum / weights, 11);
    }
  });

  test('extending equals computing at once; weight 0 is the identity; a constant stays', () => {
    const values = Float64Array.from({ length: 2000 }, (_, i) => Math.sin(i) + 2);
    const grown = new Smoothing();
    for (const n of [1, 10, 1500]) grown.of(values.subarray(0, n), 0.97);
    expect([...grown.of(values, 0.97)]).toEqual([...new Smoothing().of(values, 0.97)]);
    expect([...grown.of(values, 0)]).toEqual([...values]);
    const flat = new Smoothing().of(new Float64Array(50).fill(4), 0.99);
    expect(flat.every((v) => Math.abs(v - 4) < 1e-12)).toBe(true);
  });

  test('passes over what is no number', () => {
    const got = new Smoothing().of(Float64Array.from([Number.NaN, 2, Number.NaN, Number.POSITIVE_INFINITY, 2]), 0.5);
    expect([...got]).toEqual([Number.NaN, 2, 2, 2, 2]);
  });
});

describe('listeners', () => {
  afterEach(() => vi.useRealTimers());

  test('hear of changes at most ten times a second, and of the last one always', () => {
    vi.useFakeTimers();
    const series = new MetricSeries();
    const seen: number[] = [];
    const stop = series.subscribe(() => seen.push(series.lastStep));
    for (let n = 1; n <= 1000; n++) {
      series.append([step(n)]);
      vi.advanceTimersByTime(1);
    }
    expect(seen.length).toBeLessThanOrEqual(11);
    expect(seen.length).toBeGreaterThanOrEqual(9);
    vi.advanceTimersByTime(200);
    expect(seen.at(-1)).toBe(1000);
    const heard = seen.length;
    stop();
    series.append([step(1001)]);
    vi.advanceTimersByTime(1000);
    expect(seen).toHaveLength(heard);
  });
});

describe('time', () => {
  test('100,000 and 1,000,000 points: a redraw stays well below a frame budget of 100 ms', () => {
    for (const [points, appendMs, redrawMs] of [
      // Ten times and more of what was measured on two shared cores (53 and 5 ms; 407 and 51 ms): catches a quadratic, not a busy machine.
      [100_000, 600, 60],
      [1_000_000, 6000, 400],
    ] as const) {
      const series = new MetricSeries();
      let start = performance.now();
      for (let from = 1; from <= points; from += 100)
        series.append(Array.from({ length: 100 }, (_, i) => step(from + i)));
      const appended = performance.now() - start;
      series.smoothed();
      series.append([step(points + 1)]);
      start = performance.now();
      const lines = [
        series.range('loss'),
        series.smoothed(),
        series.range('gradientNorm'),
        series.range('learningRate'),
        series.range('tokensPerSecond'),
      ];
      const redrawn = performance.now() - start;
      expect(lines.every((l) => l.steps.length <= 800)).toBe(true);
      expect(appended).toBeLessThan(appendMs);
      expect(redrawn).toBeLessThan(redrawMs);
      console.info(`${points} points: append ${appended.toFixed(0)} ms, five ranges ${redrawn.toFixed(1)} ms`);
    }
  });
});
