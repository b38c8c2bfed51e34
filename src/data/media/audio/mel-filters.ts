/**
 * Slaney's mel scale (Auditory Toolbox, 1998), the default of librosa and Whisper's: linear, 3 mels for 200 Hz, up to 1 kHz (15 mels);
 * logarithmic above, 27 mels for a factor of 6.4.
 */
const LINEAR_HZ = 200 / 3;
const BREAK_HZ = 1000;
const BREAK_MEL = BREAK_HZ / LINEAR_HZ;
const LOG_STEP = Math.log(6.4) / 27;

export const hzToMel = (hz: number): number =>
  hz < BREAK_HZ ? hz / LINEAR_HZ : BREAK_MEL + Math.log(hz / BREAK_HZ) / LOG_STEP;

export const melToHz = (mel: number): number =>
  mel < BREAK_MEL ? mel * LINEAR_HZ : BREAK_HZ * Math.exp((mel - BREAK_MEL) * LOG_STEP);

/** A triangle over bins `from`, `from + 1`, ... of a power spectrum. */
export interface MelFilter {
  readonly from: number;
  readonly weights: Float64Array;
}

/**
 * Triangles with their corners evenly spaced in mel from 0 Hz to half the sample rate, each scaled to the area of 1 Hz (Slaney's norm,
 * 2 / (right - left)). Bins are `sampleRate / windowSamples` Hz apart.
 */
export function melFilters(sampleRate: number, windowSamples: number, mels: number): MelFilter[] {
  const top = hzToMel(sampleRate / 2);
  const corner = (i: number) => melToHz((top * i) / (mels + 1));
  const bins = Math.floor(windowSamples / 2) + 1;
  const binHz = sampleRate / windowSamples;
  return Array.from({ length: mels }, (_, mel) => {
    const left = corner(mel);
    const peak = corner(mel + 1);
    const right = corner(mel + 2);
    const from = Math.min(bins, Math.floor(left / binHz) + 1);
    const to = Math.min(bins, Math.ceil(right / binHz));
    const weights = Float64Array.from({ length: Math.max(0, to - from) }, (_, i) => {
      const hz = (from + i) * binHz;
      const height = Math.min((hz - left) / (peak - left), (right - hz) / (right - peak));
      return (Math.max(0, height) * 2) / (right - left);
    });
    return { from, weights };
  });
}
