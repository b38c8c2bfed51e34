import { type AugmentEntry, rateOption } from '../entry';

export const imageFlip = {
  id: 'image-flip',
  kind: 'image',
  version: 1,
  label: 'Mirrored pictures',
  help: 'Left and right change places. Not for pictures of writing, nor where the text says left or right.',
  citation: 'Krizhevsky et al. 2012, ImageNet Classification with Deep Convolutional Neural Networks, section 4.1',
  options: {
    rate: rateOption(0.5),
  },
  load: async () => (await import('./augment')).imageFlipCode,
} as const satisfies AugmentEntry<'image'>;
