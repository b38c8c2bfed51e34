import { type AugmentCode, numberOf } from '../entry';

export const audioNoiseCode: AugmentCode<'audio'> = {
  create: (options) => {
    const low = Math.min(numberOf(options, 'low'), numberOf(options, 'high'));
    const high = Math.max(numberOf(options, 'low'), numberOf(options, 'high'));
    return ({ samples, sampleRate }, rng) => {
      const power = samples.reduce((sum, x) => sum + x * x, 0) / samples.length;
      // Silence is louder than no noise.
      if (!(power > 0)) return undefined;
      const snr = low + rng.uniform() * (high - low);
      const deviation = Math.sqrt(power * 10 ** (-snr / 10));
      const value = samples.map((x) => Math.max(-1, Math.min(1, x + deviation * rng.normal())));
      return { value: { sampleRate, samples: value }, done: `noise ${snr.toFixed(1)} dB below` };
    };
  },
};
