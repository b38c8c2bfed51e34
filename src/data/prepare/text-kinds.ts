import type { AugmentKind } from '../augment/entry';

/** Kinds of augmentation whose copies become tokens beside those of the documents. */
export const TEXT_KINDS: readonly AugmentKind[] = ['text', 'pair', 'encoding', 'tokens'];
