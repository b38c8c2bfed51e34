import { describe, expect, it } from 'vitest';
import { Rng } from '@/base/rng';
import { Dft } from './dft';
import { logMel, MEL_BANDS } from './log-mel';
import { hzToMel, melFilters, melToHz } from './mel-filters';
import { sine } from './testing/make-wav';

describe('the Fourier transform', () => {
  it.each([1, 2, 7, 12, 80, 200, 276, 400])('of %d samples is the sum that defines it', (length) => {
    const rng = new Rng(length);
    const samples = Float64Array.from({ length }, () => rng.normal());
    const [re, im] = new Dft(length).transform(samples);
    for (let k = 0; k < length; k++) {
      const turn = (n: number) => (-2 * Math.PI * k * n) / length;
      const x = samples.reduce((sum, value, n) => sum + value * Math.cos(turn(n)), 0);
      const y = samples.reduce((sum, value, n) => sum + value * Math.sin(turn(n)), 0);
      expect(Math.hypot((re[k] ?? 0) - x, (im[k] ?? 0) - y)).toBeLessThan(1e-9);
    }
  });
});

describe('mel bands', () => {
  it('are those of Slaney', () => {
    expect([0, 100, 1000, 6400].map((hz) => hzToMel(hz).toFixed(9))).toEqual(
      [0, 1.5, 15, 42].map((mel) => mel.toFixed(9)),
    );
    for (const hz of [1, 60, 999, 1000, 1001, 4000, 8000]) expect(melToHz(hzToMel(hz))).toBeCloseTo(hz, 9);
  });

  it('have the weights that librosa and Whisper have at 16 kHz', () => {
    const filters = melFilters(16_000, 400, MEL_BANDS);
    // whisper/assets/mel_filters.npz, mel_80: row 0 begins 0, 0.02486259, 0.00199082; row 1 has 0.00199082 at bin 1, 0.02287177 at bin 2.
    const row = (mel: number, bin: number) => filters[mel]?.weights[bin - (filters[mel]?.from ?? 0)] ?? 0;
    expect(row(0, 1)).toBeCloseTo(0.02486259, 7);
    expect(row(1, 1)).toBeCloseTo(0.00199082, 7);
    expect(row(1, 2)).toBeCloseTo(0.02287177, 7);
    expect(filters).toHaveLength(80);
    for (const { from, weights } of filters) {
      expect(weights.length).toBeGreaterThan(0);
      expect(from + weights.length).toBeLessThanOrEqual(201);
    }
  });

  it('have an area of 1 Hz each where bins are fine', () => {
    for (const { weights } of melFilters(16_000, 16_000, 40))
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 2);
  });
});

describe('log-mel features', () => {
  it('of a sine are its power times the weights of its bins', () => {
    // 1 kHz is bin 25: |X| is A N / 4 there, half of that beside it under a Hann window.
    const { frames, mels, values } = logMel(sine(1000, 16_000, 1), 16_000);
    expect([frames, mels]).toEqual([100, 80]);
    const peak = (0.5 * 400) / 4;
    const energies = melFilters(16_000, 400, 80).map(({ from, weights }) =>
      weights.reduce((sum, weight, i) => {
        const away = Math.abs(from + i - 25);
        return sum + weight * (away === 0 ? peak ** 2 : away === 1 ? (peak / 2) ** 2 : 0);
      }, 0),
    );
    const logs = energies.map((energy) => Math.log10(Math.max(energy, 1e-10)));
    const highest = Math.max(...logs);
    for (const frame of [5, 50, 90])
      logs.forEach((log, mel) => {
        if (log < highest - 6) return;
        expect(values[frame * 80 + mel]).toBeCloseTo((log + 4) / 4, 4);
      });
  });

  it('reach 2 below the highest value, and are flat for silence', () => {
    const { values } = logMel(sine(440, 16_000, 0.3), 16_000);
    expect(Math.max(...values) - Math.min(...values)).toBeCloseTo(2, 5);
    expect(new Set(logMel(new Float32Array(1600), 16_000).values)).toEqual(new Set([-1.5]));
  });

  it('takes other rates, and recordings shorter than a window', () => {
    expect(logMel(sine(440, 8000, 1), 8000).frames).toBe(100);
    expect(logMel(sine(440, 11_025, 1), 11_025).frames).toBe(100);
    expect(logMel(new Float32Array(0), 16_000).frames).toBe(0);
    expect(logMel(Float32Array.of(0.5), 100).values).toHaveLength(80);
  });
});
