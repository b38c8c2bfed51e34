import { Dft } from './dft';
import { melFilters } from './mel-filters';

/** Log-mel energies, a frame after the other: `values[frame * mels + mel]`. */
export interface LogMel {
  readonly frames: number;
  readonly mels: number;
  readonly values: Float32Array;
}

export const MEL_BANDS = 80;
const WINDOW_SECONDS = 0.025;
export const HOP_SECONDS = 0.01;

/**
 * Features of Whisper (Radford et al. 2022, arXiv:2212.04356, section 2.2, and its audio.py): Hann windows of 25 ms every 10 ms around sample
 * 0, H, 2H, ... of the recording, mirrored at its ends; power spectrum; 80 mel bands; log10, no lower than 8 below the highest; (x + 4) / 4.
 * One frame for each whole hop. At 16 kHz: windows of 400 samples, 201 bins, a hop of 160.
 */
export function logMel(
  samples: Float32Array,
  sampleRate: number,
  { mels = MEL_BANDS, hopSeconds = HOP_SECONDS }: { readonly mels?: number; readonly hopSeconds?: number } = {},
): LogMel {
  const length = Math.round(sampleRate * WINDOW_SECONDS);
  const hop = hopSamples(sampleRate, hopSeconds);
  const frames = frameCount(samples.length, sampleRate, hopSeconds);
  const filters = melFilters(sampleRate, length, mels);
  const dft = new Dft(length);
  const hann = Float64Array.from({ length }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / length));
  const windowed = new Float64Array(length);
  const power = new Float64Array(Math.floor(length / 2) + 1);
  const values = new Float32Array(frames * mels);
  let highest = -10;
  for (let frame = 0; frame < frames; frame++) {
    const start = frame * hop - (length >> 1);
    for (let n = 0; n < length; n++) windowed[n] = mirrored(samples, start + n) * (hann[n] ?? 0);
    dft.power(windowed, power);
    filters.forEach(({ from, weights }, mel) => {
      let energy = 0;
      for (let i = 0; i < weights.length; i++) energy += (weights[i] ?? 0) * (power[from + i] ?? 0);
      const value = Math.log10(Math.max(energy, 1e-10));
      values[frame * mels + mel] = value;
      highest = Math.max(highest, value);
    });
  }
  for (let i = 0; i < values.length; i++) values[i] = (Math.max(values[i] ?? 0, highest - 8) + 4) / 4;
  return { frames, mels, values };
}

const hopSamples = (sampleRate: number, hopSeconds: number) => Math.max(1, Math.round(sampleRate * hopSeconds));

/** Frames of so many samples. */
export const frameCount = (samples: number, sampleRate: number, hopSeconds = HOP_SECONDS): number =>
  Math.floor(samples / hopSamples(sampleRate, hopSeconds));

/** The sample at a place that may lie outside: mirrored at the first and the last, which are not repeated. */
function mirrored(samples: Float32Array, at: number): number {
  const period = 2 * (samples.length - 1);
  if (period <= 0) return samples[0] ?? 0;
  const place = ((at % period) + period) % period;
  return samples[place < samples.length ? place : period - place] ?? 0;
}
