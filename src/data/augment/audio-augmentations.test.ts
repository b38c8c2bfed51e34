import { describe, expect, it } from 'vitest';
import { logMel } from '../media/audio/log-mel';
import type { Recording } from '../media/audio/recording';
import { sine } from '../media/audio/testing/make-wav';
import { augmenterOf } from './testing/material';

const power = (samples: Float32Array) => samples.reduce((sum, x) => sum + x * x, 0) / samples.length;
const tone = (hz = 440, seconds = 1): Recording => ({ sampleRate: 8000, samples: sine(hz, 8000, seconds, 0.1) });

async function onRecording(id: string, options: Record<string, number>) {
  const augment = await augmenterOf(id, options);
  return (recording: Recording, seed: number): { value: Recording; done: string } | undefined => {
    const made = augment(recording, seed);
    if (made && !(typeof made.value === 'object' && 'samples' in made.value)) throw new Error('no recording');
    return made && { value: made.value as Recording, done: made.done };
  };
}

describe('noise in recordings', () => {
  it('stands at the ratio that was asked for', async () => {
    const augment = await onRecording('audio-noise', { low: 10, high: 10 });
    const given = tone();
    const made = augment(given, 1);
    const noise = made?.value.samples.map((x, i) => x - (given.samples[i] ?? 0)) ?? new Float32Array(1);
    // 8,000 normal numbers: the power of a sample of them has a deviation of 1.6%, 0.07 dB.
    expect(Math.abs(10 * Math.log10(power(given.samples) / power(noise)) - 10)).toBeLessThan(0.3);
    expect(made?.done).toBe('noise 10.0 dB below');
  });

  it('lies between both ratios, whichever is given first', async () => {
    const augment = await onRecording('audio-noise', { low: 20, high: 0 });
    const ratios = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => Number(augment(tone(), seed)?.done.split(' ')[1]));
    for (const ratio of ratios) expect(ratio >= 0 && ratio <= 20).toBe(true);
    expect(Math.max(...ratios) - Math.min(...ratios)).toBeGreaterThan(3);
  });

  it('is not added to silence', async () => {
    const augment = await onRecording('audio-noise', {});
    expect(augment({ sampleRate: 8000, samples: new Float32Array(100) }, 1)).toBeUndefined();
  });
});

describe('speed of recordings', () => {
  it.each([
    [10, 8000 / 1.1, 484],
    [10, 8000 / 0.9, 396],
  ])('%d%%: %d samples of a tone of %d Hz', async (change, samples, hz) => {
    const augment = await onRecording('audio-speed', { change });
    const all = [1, 2, 3, 4, 5, 6].map((seed) => augment(tone(), seed));
    const made = all.find((one) => Math.abs((one?.value.samples.length ?? 0) - samples) < 1)?.value.samples;
    const wanted = sine(hz, 8000, 1.2, 0.1);
    expect(made).toBeDefined();
    for (let i = 500; i < 6500; i += 13) expect(Math.abs((made?.[i] ?? 0) - (wanted[i] ?? 0))).toBeLessThan(1e-4);
  });
});

describe('volume of recordings', () => {
  it('changes power by the gain that it says, and clips', async () => {
    const augment = await onRecording('audio-volume', { softest: -12, loudest: 12 });
    for (const seed of [1, 2, 3, 4]) {
      const made = augment(tone(), seed);
      const gain = 10 * Math.log10(power(made?.value.samples ?? new Float32Array(1)) / power(tone().samples));
      expect(gain).toBeCloseTo(Number(made?.done.split(' ')[0]), 1);
    }
    const loud = { sampleRate: 8000, samples: sine(440, 8000, 0.1, 0.9) };
    const louder = await onRecording('audio-volume', { softest: 0, loudest: 20 });
    for (const seed of [1, 2, 3]) expect(Math.max(...(louder(loud, seed)?.value.samples ?? []))).toBeLessThanOrEqual(1);
  });
});

describe('SpecAugment', () => {
  const given = logMel(
    sine(440, 16_000, 1).map((x, n) => x * (1 + Math.sin(n / 500))),
    16_000,
  );
  const mean = Math.fround(given.values.reduce((sum, value) => sum + value, 0) / given.values.length);
  async function masked(options: Record<string, number>, seed: number) {
    const none = { frequencyMasks: 0, timeMasks: 0, warp: 0 };
    const made = (await augmenterOf('spec-augment', { ...none, ...options }))(given, seed);
    if (!made) return undefined;
    if (!(typeof made.value === 'object' && 'mels' in made.value)) throw new Error('no spectrogram');
    const { values } = made.value;
    const isMean = (frame: number, mel: number) => values[frame * 80 + mel] === mean;
    const frames = Array.from({ length: 100 }, (_, frame) => frame);
    const mels = Array.from({ length: 80 }, (_, mel) => mel);
    return {
      values,
      done: made.done,
      bands: mels.filter((mel) => frames.every((frame) => isMean(frame, mel))),
      times: frames.filter((frame) => mels.every((mel) => isMean(frame, mel))),
    };
  }

  it('masks bands no wider than said, over all of time', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const made = await masked({ frequencyMasks: 1, frequencyWidth: 10 }, seed);
      if (!made) continue;
      expect(made.bands.length).toBeGreaterThan(0);
      expect(made.bands.length).toBeLessThanOrEqual(10);
      expect((made.bands.at(-1) ?? 0) - (made.bands[0] ?? 0) + 1).toBe(made.bands.length);
      expect(made.done).toBe('1 band');
      expect(made.values.filter((value, i) => value !== given.values[i]).length).toBeLessThanOrEqual(1000);
    }
  });

  it('masks stretches of time no longer than the share allows', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const made = await masked({ timeMasks: 1, timeWidth: 1000, timeShare: 0.1 }, seed);
      expect(made?.times.length ?? 1).toBeGreaterThan(0);
      expect(made?.times.length ?? 1).toBeLessThanOrEqual(10);
    }
  });

  it('bends time: ends stay, and one place moves as far as it says', async () => {
    const ramp = { frames: 101, mels: 1, values: Float32Array.from({ length: 101 }, (_, i) => i) };
    const augment = await augmenterOf('spec-augment', { frequencyMasks: 0, timeMasks: 0, warp: 20 });
    for (const seed of [1, 2, 3, 4, 5]) {
      const made = augment(ramp, seed);
      if (!made) continue;
      const values = (made.value as typeof ramp).values;
      expect([values[0], values[100]]).toEqual([0, 100]);
      expect(values.every((value, i) => i === 0 || value > (values[i - 1] ?? 0))).toBe(true);
      const farthest = Math.max(...values.map((value, i) => Math.abs(value - i)));
      expect(farthest).toBeCloseTo(Number(made.done.split(' ')[0]), 3);
    }
  });
});
