import { LoamError } from '@/base/errors';
import { checkShare, TRAIN } from './assign-sides';
import { chooseBlock, type ReadBytes } from './choose-block';
import { LEAST_BYTES } from './choose-sides';
import type { SplitPlan } from './split-plan';
import { DocumentRanges, type TextRange } from './text-ranges';

/** Token ids that each side must have at least: one window of the shortest context (64) and the id that follows it. */
export const LEAST_TOKENS = 65;

/** Both sides as ranges of the cleaned text, in order of the text. Each range ends with an end-of-text token when packed. */
export interface Split {
  /** Whether whole documents were held out, or a block of one. */
  readonly kind: 'documents' | 'block';
  readonly train: DocumentRanges;
  readonly validation: DocumentRanges;
  /** Of each document, TRAIN or VALIDATION; none for a block. */
  readonly sides?: Uint8Array;
}

/**
 * Divides the documents as planned; by document, where whole ones would not leave enough on both sides, holds out a block of the largest. `kept` says
 * which of the corpus they are. Throws LoamError `data/too-short` and, for a split that cannot be, `data/invalid-split`.
 */
export function splitCorpus(
  documents: DocumentRanges,
  plan: SplitPlan,
  read: ReadBytes,
  kept: ArrayLike<number> = Array.from({ length: documents.count }, (_, i) => i),
): Split {
  const { validationFraction, seed, fold } = plan.config;
  if (!fold) checkShare(validationFraction);
  if (documents.totalBytes < 2 * LEAST_BYTES)
    throw tooShort(
      `There are ${number(documents.totalBytes)} bytes of text after cleaning; at least ${number(2 * LEAST_BYTES)} are needed`,
    );
  const sides = plan.sides(kept, documents);
  const train = new DocumentRanges();
  const validation = new DocumentRanges();
  const put = (side: DocumentRanges, { start, end }: TextRange) => side.add(start, end);
  if (sides) {
    for (let i = 0; i < documents.count; i++) put(sides[i] === TRAIN ? train : validation, documents.at(i));
    requireBytes('training', train);
    requireBytes('validation', validation);
    return { kind: 'documents', train, validation, sides };
  }
  const largest = indexOfLargest(documents);
  if (documents.size(largest) < 2 * LEAST_BYTES)
    throw tooShort(
      `No document and no group of documents is long enough to hold out: ${number(LEAST_BYTES)} bytes are needed on each side`,
    );
  for (let i = 0; i < documents.count; i++) {
    if (i !== largest) {
      put(train, documents.at(i));
      continue;
    }
    const whole = documents.at(i);
    const block = chooseBlock(whole, validationFraction, seed, LEAST_BYTES, read);
    put(validation, block);
    if (block.start > whole.start) train.add(whole.start, block.start);
    if (block.end < whole.end) train.add(block.end, whole.end);
  }
  return { kind: 'block', train, validation };
}

function requireBytes(side: string, { totalBytes }: DocumentRanges): void {
  if (totalBytes < LEAST_BYTES)
    throw tooShort(
      `This split leaves ${number(totalBytes)} bytes of text for ${side}; at least ${number(LEAST_BYTES)} are needed`,
    );
}

export function tooShort(
  what: string,
  remedy = 'Add more text, or switch off a cleaning step that removes it.',
): LoamError {
  return new LoamError({ code: 'data/too-short', what, where: 'Text', remedy });
}

const number = (n: number) => n.toLocaleString('en');

function indexOfLargest(documents: DocumentRanges): number {
  let largest = 0;
  for (let i = 1; i < documents.count; i++) if (documents.size(i) > documents.size(largest)) largest = i;
  return largest;
}
