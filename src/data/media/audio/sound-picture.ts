import { HOP_SECONDS, type LogMel, logMel } from './log-mel';
import type { Recording } from './recording';

/** A recording for a person to look at. */
export interface SoundPicture {
  /** Lowest and highest sample of each column, in turn, -1 to 1. */
  readonly peaks: Float32Array;
  readonly spectrogram: Spectrogram;
}

/** Log-mel energies as levels: 255 is the loudest, 0 is 80 dB and more below it. Frame by frame, low frequencies first. */
export interface Spectrogram {
  readonly frames: number;
  readonly mels: number;
  readonly levels: Uint8Array;
}

/** As wide as it is looked at; a longer recording has fewer frames a second. */
const MOST_FRAMES = 600;
const COLUMNS = 300;

export function soundPicture({ samples, sampleRate }: Recording): SoundPicture {
  const seconds = samples.length / sampleRate;
  const hopSeconds = Math.max(HOP_SECONDS, seconds / MOST_FRAMES);
  return { peaks: peaksOf(samples), spectrogram: toSpectrogram(logMel(samples, sampleRate, { hopSeconds })) };
}

/** Features reach 2 below their highest value: 8 powers of ten, divided by 4 (`logMel`). */
export function toSpectrogram({ frames, mels, values }: LogMel): Spectrogram {
  const highest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const levels = Uint8Array.from(values, (value) => Math.max(0, Math.round(255 * (1 + (value - highest) / 2))));
  return { frames, mels, levels };
}

function peaksOf(samples: Float32Array): Float32Array {
  const columns = Math.min(COLUMNS, samples.length);
  const peaks = new Float32Array(columns * 2);
  for (let column = 0; column < columns; column++) {
    const end = Math.floor(((column + 1) * samples.length) / columns);
    let low = 1;
    let high = -1;
    for (let i = Math.floor((column * samples.length) / columns); i < end; i++) {
      low = Math.min(low, samples[i] ?? 0);
      high = Math.max(high, samples[i] ?? 0);
    }
    peaks[column * 2] = low;
    peaks[column * 2 + 1] = high;
  }
  return peaks;
}
