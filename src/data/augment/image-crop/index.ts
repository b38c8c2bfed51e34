import { type AugmentEntry, rateOption } from '../entry';

export const imageCrop = {
  id: 'image-crop',
  kind: 'image',
  version: 1,
  label: 'Cropped pictures',
  help: 'A random part of the picture, of a random size and about its proportions, in the place of the whole.',
  citation: 'Szegedy et al. 2015, arXiv:1409.4842, section 6: areas of 8 to 100 %, ratios of 3/4 to 4/3',
  options: {
    rate: rateOption(0.3),
    least: {
      type: 'number',
      label: 'Smallest area',
      help: 'Share of the picture that is left at least. What a caption names should still be there.',
      default: 0.6,
      min: 0.08,
      max: 1,
    },
  },
  load: async () => (await import('./augment')).imageCropCode,
} as const satisfies AugmentEntry<'image'>;
