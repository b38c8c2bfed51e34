import { Registry } from '@/base/registry';
import { boilerplate } from './boilerplate';
import { c4Lines } from './c4-lines';
import { controlCharacters } from './control-characters';
import { decontamination } from './decontamination';
import { emptyDocuments } from './empty-documents';
import type { CleaningEntry } from './entry';
import { exactDuplicates } from './exact-duplicates';
import { finewebQuality } from './fineweb-quality';
import { gopherQuality } from './gopher-quality';
import { gopherRepetition } from './gopher-repetition';
import { labelSpelling } from './label-spelling';
import { language } from './language';
import { lengthBounds } from './length-bounds';
import { letterCase } from './letter-case';
import { markup } from './markup';
import { missingValues } from './missing-values';
import { nearDuplicates } from './near-duplicates';
import { outliers } from './outliers';
import { pattern } from './pattern';
import { pii } from './pii';
import { punctuation } from './punctuation';
import { stopWords } from './stop-words';
import { unicodeNfc } from './unicode-nfc';
import { unicodeRepair } from './unicode-repair';
import { units } from './units';
import { urls } from './urls';
import { whiteSpace } from './white-space';

/**
 * In the order in which they make sense: characters, markup, white space and lines first, since what later steps judge and compare should be
 * clean already; then quality as FineWeb orders it; then what is masked and rewritten; what compares documents last.
 */
export const cleaningSteps = new Registry<CleaningEntry>('cleaning step', [
  unicodeRepair,
  markup,
  unicodeNfc,
  controlCharacters,
  whiteSpace,
  boilerplate,
  pattern,
  labelSpelling,
  missingValues,
  language,
  gopherRepetition,
  gopherQuality,
  c4Lines,
  finewebQuality,
  lengthBounds,
  outliers,
  units,
  urls,
  pii,
  punctuation,
  letterCase,
  stopWords,
  emptyDocuments,
  exactDuplicates,
  nearDuplicates,
  decontamination,
]);
