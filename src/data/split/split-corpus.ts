import { LoamError } from '@/base/errors';
import type { PrepareConfig } from '@/schema/dataset';
import { chooseBlock, type ReadBytes } from './choose-block';
import { chooseDocuments } from './choose-documents';
import { DocumentRanges, type TextRange } from './text-ranges';

/** Token ids that each side must have at least: one window of the shortest context (64) and the id that follows it. */
export const LEAST_TOKENS = 65;
/** Bytes of text that each side must have at least: 65 tokens of about 4 bytes (English), doubled. */
export const LEAST_BYTES = 512;

/** Both sides as ranges of the cleaned text, in order of the text. Each range ends with an end-of-text token when packed. */
export interface Split {
  /** Whether whole documents were held out, or a block of one. */
  readonly kind: 'documents' | 'block';
  readonly train: DocumentRanges;
  readonly validation: DocumentRanges;
}

/**
 * Divides the documents: whole ones when that leaves enough on both sides, else a block of the largest. Throws LoamError `data/too-short`
 * and, for a share that is none, `data/invalid-split`.
 */
export function splitCorpus(
  documents: DocumentRanges,
  { validationFraction, seed }: PrepareConfig['split'],
  read: ReadBytes,
): Split {
  if (!(validationFraction > 0 && validationFraction < 1))
    throw new LoamError({
      code: 'data/invalid-split',
      what: `A validation share of ${validationFraction} cannot be`,
      where: 'Validation share',
      remedy: 'Choose a share above 0 and below 1; 0.1 is usual.',
    });
  if (documents.totalBytes < 2 * LEAST_BYTES)
    throw tooShort(
      `There are ${number(documents.totalBytes)} bytes of text after cleaning; at least ${number(2 * LEAST_BYTES)} are needed`,
    );
  const heldOut = chooseDocuments(documents, validationFraction, seed, LEAST_BYTES);
  const train = new DocumentRanges();
  const validation = new DocumentRanges();
  const put = (side: DocumentRanges, { start, end }: TextRange) => side.add(start, end);
  if (heldOut) {
    for (let i = 0; i < documents.count; i++) put(heldOut[i] === 1 ? validation : train, documents.at(i));
    return { kind: 'documents', train, validation };
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

export function tooShort(what: string): LoamError {
  return new LoamError({
    code: 'data/too-short',
    what,
    where: 'Text',
    remedy: 'Add more text, or switch off a cleaning step that removes it.',
  });
}

const number = (n: number) => n.toLocaleString('en');

function indexOfLargest(documents: DocumentRanges): number {
  let largest = 0;
  for (let i = 1; i < documents.count; i++) if (documents.size(i) > documents.size(largest)) largest = i;
  return largest;
}
