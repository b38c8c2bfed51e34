import { type AugmentEntry, rateOption } from '../entry';

export const audioVolume = {
  id: 'audio-volume',
  kind: 'audio',
  version: 1,
  label: 'Volume of recordings',
  help: 'The recording gets louder or softer by a random number of decibels; what would go beyond full scale is clipped.',
  citation: 'Peddinti et al. 2015 (JHU ASpIRE system), ASRU, section 3.1: volume perturbation, 1/8 to 2 times',
  options: {
    rate: rateOption(0.5),
    softest: {
      type: 'number',
      label: 'Softest',
      help: 'Gain of the softest copies.',
      default: -18,
      min: -40,
      max: 0,
      step: 1,
      unit: 'dB',
    },
    loudest: {
      type: 'number',
      label: 'Loudest',
      help: 'Gain of the loudest copies.',
      default: 6,
      min: 0,
      max: 20,
      step: 1,
      unit: 'dB',
    },
  },
  load: async () => (await import('./augment')).audioVolumeCode,
} as const satisfies AugmentEntry<'audio'>;
