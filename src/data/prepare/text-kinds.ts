import type { AugmentKind } from '../augment/entry';

/**
 * Kinds of augmentation whose copies become tokens beside those of the documents. A copy of a picture or a recording has the tokens of its
 * row: what was done to it stands in the record, and the seed makes it again from `media.bin`.
 */
export const TEXT_KINDS: readonly AugmentKind[] = [
  'text',
  'pair',
  'encoding',
  'tokens',
  'illustration',
  'image',
  'audio',
  'spectrogram',
];
