import type { SplitConfig } from '@/schema/dataset';
import { checkShare, invalidSplit } from './assign-sides';
import { chooseDocuments } from './choose-documents';
import { checkFolds, folds, foldsByGroup, sidesOfFold, splitByGroup } from './split-by-group';
import { splitByTime } from './split-by-time';
import { splitStratified, stratifiedFolds } from './split-stratified';
import type { DocumentSizes } from './text-ranges';

/** Bytes of text that each side must have at least: 65 tokens of about 4 bytes (English), doubled. */
export const LEAST_BYTES = 512;

/** What a document is split by: its file, group or label as text, its time as a number; undefined for one that has none. */
export type SplitKey = string | number | undefined;

/**
 * Side of each document, TRAIN or VALIDATION, by the place that `documents` gives it. Undefined where whole documents cannot be held out: one document, or one
 * that dwarfs the others. A document without a group is a group of its own. Throws LoamError `data/invalid-split`.
 */
export function chooseSides(
  { by, validationFraction, seed, fold }: SplitConfig,
  documents: DocumentSizes,
  keyOf: (index: number) => SplitKey,
): Uint8Array | undefined {
  const { count } = documents;
  if (fold) checkFold(fold, count);
  else checkShare(validationFraction);
  if (by === 'document')
    return fold
      ? sidesOfFold(folds(count, fold.count, seed), fold.turn - 1)
      : chooseDocuments(documents, validationFraction, seed, LEAST_BYTES);
  if (!Array.from({ length: count }, (_, i) => i).some((i) => keyOf(i) !== undefined))
    throw invalidSplit(`No document has a ${by}`, `Choose which column is the ${by}, or split by document.`);
  if (by === 'time') {
    if (fold) throw invalidSplit('There are no folds by time', 'Hold out a share, or make folds by something else.');
    const times = Float64Array.from({ length: count }, (_, i) => Number(keyOf(i) ?? Number.NaN));
    return splitByTime(times, validationFraction);
  }
  const missing = (i: number) => (by === 'label' ? '' : `\u0000${i}`);
  const keys = Array.from({ length: count }, (_, i) => String(keyOf(i) ?? missing(i)));
  if (by === 'label')
    return fold
      ? sidesOfFold(stratifiedFolds(keys, fold.count, seed), fold.turn - 1)
      : splitStratified(keys, validationFraction, seed);
  return fold
    ? sidesOfFold(foldsByGroup(keys, fold.count, seed, by), fold.turn - 1)
    : splitByGroup(keys, validationFraction, seed);
}

function checkFold({ count, turn }: NonNullable<SplitConfig['fold']>, documents: number): void {
  checkFolds(count, documents);
  if (Number.isInteger(turn) && turn >= 1 && turn <= count) return;
  throw invalidSplit(`There is no fold ${turn} of ${count}`, `Choose a whole number from 1 to ${count}.`);
}
