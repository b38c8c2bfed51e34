import { type AugmentEntry, rateOption } from '../entry';

const strength = (label: string, help: string, proposed: number) =>
  ({ type: 'number', label, help, default: proposed, min: 0, max: 1 }) as const;

export const imageColour = {
  id: 'image-colour',
  kind: 'image',
  version: 1,
  label: 'Pictures in other light',
  help: 'Brightness, contrast and saturation changed at random. Not where the text names colours.',
  citation: 'Howard 2013, arXiv:1312.5402, section 2.2: contrast, brightness and colour, in random order',
  options: {
    rate: rateOption(0.3),
    brightness: strength('Brightness', 'Multiplied by 1 plus or minus up to so much.', 0.3),
    contrast: strength('Contrast', 'Distance from the mean grey, multiplied likewise.', 0.3),
    saturation: strength('Saturation', 'Distance of each pixel from its own grey, multiplied likewise.', 0.3),
  },
  load: async () => (await import('./augment')).imageColourCode,
} as const satisfies AugmentEntry<'image'>;
