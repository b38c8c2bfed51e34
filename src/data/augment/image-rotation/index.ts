import { type AugmentEntry, rateOption } from '../entry';

export const imageRotation = {
  id: 'image-rotation',
  kind: 'image',
  version: 1,
  label: 'Turned pictures',
  help: 'A small turn about the middle, as of a camera held askew; corners that come in are white.',
  citation: 'Simard et al. 2003, Best Practices for Convolutional Neural Networks, section 2',
  options: {
    rate: rateOption(0.3),
    angle: {
      type: 'number',
      label: 'Largest angle',
      help: 'Either way; each angle up to it is as likely.',
      default: 10,
      min: 1,
      max: 45,
      unit: 'degrees',
    },
  },
  load: async () => (await import('./augment')).imageRotationCode,
} as const satisfies AugmentEntry<'image'>;
