import { IMAGE_MARK, IMAGE_ROW_MARK } from '../../media/images/patch-grid';
import { type AugmentEntry, rateOption } from '../entry';

export const imageInsertion = {
  id: 'image-insertion',
  kind: 'illustration',
  version: 1,
  label: 'Picture inside its text',
  help: 'A mark for each patch of 16 x 16 pixels, and one that ends each row, somewhere in the text in the place of one mark before it.',
  citation: 'Bavishi et al. 2023, Fuyu-8B, adept.ai/blog/fuyu-8b: patches in raster order, image-newline tokens',
  options: {
    rate: rateOption(0.5),
    patches: {
      type: 'integer',
      label: 'Patches a side',
      help: 'The picture is first fitted into so many patches on its longer side.',
      default: 4,
      min: 1,
      max: 16,
    },
    place: {
      type: 'choice',
      label: 'Place',
      help: 'Where the picture may stand.',
      default: 'sentence',
      choices: [
        { id: 'sentence', label: 'between sentences', help: 'Before, between or after sentences.' },
        { id: 'word', label: 'between words', help: 'Before, between or after words.' },
      ],
    },
  },
  specialTokens: [IMAGE_MARK, IMAGE_ROW_MARK],
  load: async () => (await import('./augment')).imageInsertionCode,
} as const satisfies AugmentEntry<'illustration'>;
