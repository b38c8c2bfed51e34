import { type AugmentEntry, rateOption } from '../entry';

const decibels = (label: string, help: string, proposed: number) =>
  ({ type: 'number', label, help, default: proposed, min: -10, max: 60, step: 1, unit: 'dB' }) as const;

export const audioNoise = {
  id: 'audio-noise',
  kind: 'audio',
  version: 1,
  label: 'Noise in recordings',
  help: 'White noise is added, so loud that the recording stands a random number of decibels above it.',
  citation: 'Hannun et al. 2014 (Deep Speech), arXiv:1412.5567, section 4.1: speech superposed with noise',
  options: {
    rate: rateOption(0.5),
    low: decibels(
      'Noisiest',
      'Signal-to-noise ratio of the noisiest copies: mean power of the recording to that of noise.',
      5,
    ),
    high: decibels('Cleanest', 'Signal-to-noise ratio of the cleanest copies.', 25),
  },
  load: async () => (await import('./augment')).audioNoiseCode,
} as const satisfies AugmentEntry<'audio'>;
