import { resample } from '../../media/audio/resample';
import { type AugmentCode, numberOf } from '../entry';

export const audioSpeedCode: AugmentCode<'audio'> = {
  create: (options) => {
    const change = numberOf(options, 'change');
    return ({ samples, sampleRate }, rng) => {
      const percent = rng.uniform() < 0.5 ? 100 - change : 100 + change;
      // As if it had been recorded at another rate: so many samples become a hundred.
      const value = resample(samples, percent, 100);
      if (value.length === samples.length) return undefined;
      return { value: { sampleRate, samples: value }, done: `${(percent / 100).toFixed(2)} times as fast` };
    };
  },
};
