import type { Rng } from '@/base/rng';
import type { LogMel } from '../../media/audio/log-mel';
import { countNouns } from '../count-nouns';
import { type AugmentCode, numberOf } from '../entry';

export const specAugmentCode: AugmentCode<'spectrogram'> = {
  create: (options) => {
    const option = (name: string) => numberOf(options, name);
    return (given, rng) => {
      const { frames, mels } = given;
      if (given.values.length === 0) return undefined;
      const shift = warpShift(frames, option('warp'), rng);
      const values = shift ? warped(given, shift) : given.values.slice();
      const mean = given.values.reduce((sum, value) => sum + value, 0) / given.values.length;
      let bands = 0;
      for (let i = 0; i < option('frequencyMasks'); i++) {
        const { from, to } = stretch(mels, option('frequencyWidth'), rng);
        for (let frame = 0; frame < frames; frame++) values.fill(mean, frame * mels + from, frame * mels + to);
        if (to > from) bands++;
      }
      let times = 0;
      const longest = Math.min(option('timeWidth'), Math.floor(option('timeShare') * frames));
      for (let i = 0; i < option('timeMasks'); i++) {
        const { from, to } = stretch(frames, longest, rng);
        values.fill(mean, from * mels, to * mels);
        if (to > from) times++;
      }
      if (values.every((value, i) => value === given.values[i])) return undefined;
      const done = countNouns([
        [bands, 'band'],
        [times, 'stretch', 'stretches'],
        [shift ? Math.abs(shift.by) : 0, 'frame of warp', 'frames of warp'],
      ]);
      return { value: { frames, mels, values }, done };
    };
  },
};

/** Width uniform in 0 .. `widest`, then the place uniform where it fits. */
function stretch(length: number, widest: number, rng: Rng): { readonly from: number; readonly to: number } {
  const width = rng.integer(Math.min(length, widest) + 1);
  const from = rng.integer(length - width + 1);
  return { from, to: from + width };
}

interface Shift {
  readonly at: number;
  readonly by: number;
}

/** A place at least `most` frames from both ends and how far it moves; undefined where none is, or it does not move. */
function warpShift(frames: number, most: number, rng: Rng): Shift | undefined {
  if (most === 0 || frames <= 2 * most) return undefined;
  const at = most + rng.integer(frames - 2 * most);
  const by = rng.integer(2 * most - 1) - (most - 1);
  return by === 0 ? undefined : { at, by };
}

/** Both sides of the place are stretched evenly, with linear interpolation between frames. */
function warped({ frames, mels, values }: LogMel, { at, by }: Shift): Float32Array {
  const output = new Float32Array(values.length);
  const to = at + by;
  const last = frames - 1;
  for (let frame = 0; frame < frames; frame++) {
    const place =
      frame <= to ? (frame * at) / Math.max(1, to) : at + ((frame - to) * (last - at)) / Math.max(1, last - to);
    const left = Math.min(last, Math.floor(place));
    const right = Math.min(last, left + 1);
    const share = place - left;
    for (let mel = 0; mel < mels; mel++) {
      const a = values[left * mels + mel] ?? 0;
      const b = values[right * mels + mel] ?? 0;
      output[frame * mels + mel] = a + share * (b - a);
    }
  }
  return output;
}
