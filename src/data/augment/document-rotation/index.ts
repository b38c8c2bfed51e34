import { type AugmentEntry, rateOption } from '../entry';

export const documentRotation = {
  id: 'document-rotation',
  kind: 'text',
  version: 1,
  label: 'Document rotation',
  help: 'A random word becomes the start; what stood before it goes to the end.',
  citation: 'Lewis et al. 2019 (BART), arXiv:1910.13461, section 2.2',
  options: { rate: rateOption(0.1) },
  load: async () => (await import('./augment')).documentRotationCode,
} as const satisfies AugmentEntry<'text'>;
