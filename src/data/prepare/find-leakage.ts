import type { Leakage } from '@/schema/dataset';
import { HeadStream, ProseStream } from '@/schema/row-stream';
import { type Leak, LeakFinder, NEAR } from '../split/leak-finder';
import type { DocumentRanges } from '../split/text-ranges';
import type { Breather } from '../tokenizers/breather';
import type { TextReader } from './text-reader';

/** Near matches are looked for in texts of at most so many bytes: some two seconds. The quality report has no such limit. */
export const NEAR_BYTES = 16 << 20;
/** Pairs that are remembered, exact and near. */
const PAIRS = 24;

interface BothSides {
  readonly documents: DocumentRanges;
  /** Which documents of the corpus they are. */
  readonly kept: readonly number[];
  /** Of each, TRAIN or VALIDATION. */
  readonly sides: Uint8Array;
}

/** Which held-out documents are trained on too. Reads the cleaned text once. Cancelling throws AbortError. */
export async function findLeakage(
  text: TextReader,
  { documents, kept, sides }: BothSides,
  breather: Breather,
  onProgress: (doneBytes: number, totalBytes: number) => void,
): Promise<Leakage> {
  const near = documents.totalBytes <= NEAR_BYTES;
  const finder = new LeakFinder({ near });
  const heads = new HeadStream();
  const prose = new ProseStream();
  let done = 0;
  for (const [i, document] of kept.entries()) {
    let first = true;
    heads.push('', true, false);
    prose.begin();
    for (const piece of text.pieces(documents.at(i))) {
      const opened = heads.push(piece, false, false);
      finder.part(opened ? prose.push(opened.body, heads.head) : '', { first, last: false }, document);
      first = false;
      if (!breather.due) continue;
      onProgress(done, documents.totalBytes);
      await breather.breathe();
    }
    finder.part('', { first, last: true }, document);
    done += documents.size(i);
  }
  const finding = finder.leaks(sides);
  for (;;) {
    const { done: over, value } = finding.next();
    if (over) return summaryOf(value.heldOut, value.heldOutDocuments, near);
    await breather.breatheIfDue();
  }
}

function summaryOf(leaks: readonly Leak[], heldOut: number, near: boolean): Leakage {
  const of = (kind: Leak['kind']) => leaks.filter((leak) => leak.kind === kind);
  return {
    heldOut,
    exact: of('exact').length,
    ...(near ? { near: of('near').length } : {}),
    threshold: NEAR,
    pairs: [...of('exact').slice(0, PAIRS), ...of('near').slice(0, PAIRS)],
  };
}
