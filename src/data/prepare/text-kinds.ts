import type { AugmentKind } from '../augment/entry';

/** Kinds of augmentation that can be applied to documents of text. The others need windows or pairs. */
export const TEXT_KINDS: readonly AugmentKind[] = ['text', 'encoding'];
