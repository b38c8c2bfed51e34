import { type AugmentEntry, rateOption } from '../entry';

export const audioSpeed = {
  id: 'audio-speed',
  kind: 'audio',
  version: 1,
  label: 'Speed of recordings',
  help: 'The recording is played faster or slower, which moves its pitch as well.',
  citation: 'Ko et al. 2015, Audio augmentation for speech recognition, Interspeech: 0.9, 1.0 and 1.1 times',
  options: {
    rate: rateOption(0.5, 'Ko et al. 2015: a copy at each speed'),
    change: {
      type: 'integer',
      label: 'Change',
      help: 'Copies play so much faster, or so much slower.',
      default: 10,
      min: 1,
      max: 50,
      unit: '%',
    },
  },
  load: async () => (await import('./augment')).audioSpeedCode,
} as const satisfies AugmentEntry<'audio'>;
