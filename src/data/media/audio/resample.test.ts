import { describe, expect, it } from 'vitest';
import { Resampler, resample } from './resample';
import { sine } from './testing/make-wav';

const decibels = (ratio: number) => 20 * Math.log10(ratio);
const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
/** Without what the silence before and after has touched. */
const inner = (samples: Float32Array, edge: number) => samples.subarray(edge, samples.length - edge);

const RATES = [
  [44_100, 16_000],
  [48_000, 16_000],
  [22_050, 16_000],
  [8_000, 16_000],
  [10, 9],
  [9, 10],
  // A ratio of which no table of filters is kept.
  [95_999, 16_000],
] as const;

describe('resampling', () => {
  it.each(RATES)('%d to %d Hz: a sine comes out as that sine', (from, to) => {
    const hz = 0.17 * Math.min(from, to);
    const input = sine(hz, from, 4000 / to);
    const output = resample(input, from, to);
    expect(output).toHaveLength(Math.ceil((input.length * to) / from));
    const wanted = sine(hz, to, output.length / to);
    const error = inner(output, 400).map((x, i) => x - (inner(wanted, 400)[i] ?? 0));
    expect(decibels(rms(error) / rms(wanted))).toBeLessThan(-75);
  });

  it.each([
    [44_100, 16_000],
    [48_000, 16_000],
    [16_000, 8_000],
    [10, 9],
  ])('%d to %d Hz: nothing above half the lower rate folds back', (from, to) => {
    for (const share of [1.02, 1.3, 1.9]) {
      const hz = Math.min((to / 2) * share, from * 0.49);
      if (hz <= to / 2) continue;
      const input = sine(hz, from, 8000 / to);
      expect(decibels(rms(inner(resample(input, from, to), 400)) / rms(input))).toBeLessThan(-78);
    }
  });

  it('keeps a constant, and puts an impulse where it was', () => {
    const constant = inner(resample(new Float32Array(4000).fill(0.5), 48_000, 16_000), 150);
    expect(Math.max(...constant.map((x) => Math.abs(x - 0.5)))).toBeLessThan(1e-4);
    const impulse = new Float32Array(3000);
    impulse[900] = 1;
    const output = resample(impulse, 48_000, 16_000);
    expect(output.indexOf(Math.max(...output))).toBe(300);
    expect(output[290]).toBeCloseTo(output[310] ?? 0, 6);
  });

  it('gives the same however the input is cut', () => {
    const input = Float32Array.from({ length: 5000 }, (_, n) => Math.sin(n * n * 1e-4));
    const whole = resample(input, 44_100, 16_000);
    const resampler = new Resampler(44_100, 16_000);
    const output: number[] = [];
    for (let at = 0, size = 1; at < input.length; at += size, size = (size * 7 + 1) % 301)
      output.push(...resampler.push(input.subarray(at, at + size)));
    output.push(...resampler.end());
    expect(output).toEqual([...whole]);
    expect(whole).toHaveLength(Math.ceil((5000 * 160) / 441));
  });

  it('takes nothing, one sample, and equal rates', () => {
    expect(resample(new Float32Array(0), 44_100, 16_000)).toHaveLength(0);
    expect(resample(Float32Array.of(1), 44_100, 16_000)).toHaveLength(1);
    expect([...resample(Float32Array.of(0.1, 0.2), 16_000, 16_000)]).toEqual([...Float32Array.of(0.1, 0.2)]);
  });
});
