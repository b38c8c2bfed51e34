import { type AugmentCode, numberOf } from '../entry';

export const audioVolumeCode: AugmentCode<'audio'> = {
  create: (options) => {
    const softest = numberOf(options, 'softest');
    const loudest = numberOf(options, 'loudest');
    return ({ samples, sampleRate }, rng) => {
      const gain = softest + rng.uniform() * (loudest - softest);
      const factor = 10 ** (gain / 20);
      const value = samples.map((x) => Math.max(-1, Math.min(1, x * factor)));
      if (value.every((x, i) => x === samples[i])) return undefined;
      return { value: { sampleRate, samples: value }, done: `${gain > 0 ? '+' : ''}${gain.toFixed(1)} dB` };
    };
  },
};
