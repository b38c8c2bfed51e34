import { type AugmentEntry, rateOption } from '../entry';

export const sentenceOrder = {
  id: 'sentence-order',
  kind: 'text',
  version: 1,
  label: 'Order of sentences',
  help: 'Sentences in a random order, or turned so that a random one comes first.',
  citation: 'Lewis et al. 2019 (BART), arXiv:1910.13461, section 2.2: sentence permutation',
  options: {
    rate: rateOption(0.1),
    order: {
      type: 'choice',
      label: 'Order',
      help: 'What becomes of the order.',
      default: 'permutation',
      choices: [
        { id: 'permutation', label: 'Any order' },
        { id: 'rotation', label: 'Turned', help: 'A random sentence comes first, the others follow as they did.' },
      ],
    },
  },
  load: async () => (await import('./augment')).sentenceOrderCode,
} as const satisfies AugmentEntry<'text'>;
