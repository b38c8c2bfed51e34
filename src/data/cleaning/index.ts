import { Registry } from '@/base/registry';
import { controlCharacters } from './control-characters';
import { emptyDocuments } from './empty-documents';
import type { CleaningEntry } from './entry';
import { exactDuplicates } from './exact-duplicates';
import { unicodeNfc } from './unicode-nfc';
import { whiteSpace } from './white-space';

/** In the order in which they make sense: what later steps compare should be clean already. */
export const cleaningSteps = new Registry<CleaningEntry>('cleaning step', [
  unicodeNfc,
  controlCharacters,
  whiteSpace,
  emptyDocuments,
  exactDuplicates,
]);
