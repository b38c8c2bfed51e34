import type { PrepareConfig, StepAudit } from '@/schema/dataset';
import { Cleaner } from '../cleaning/cleaner';
import { DocumentRanges } from '../split/text-ranges';
import type { ByteSink } from './byte-sink';
import type { Corpus } from './corpus';

/**
 * Streams the corpus through the cleaning steps into one text file of UTF-8. The ranges of the documents that stay are returned; the text
 * of a document dropped at its end lies in the file, but in no range.
 */
export async function cleanCorpus(
  corpus: Corpus,
  steps: PrepareConfig['steps'],
  sink: ByteSink,
  onPart: (characters: number) => Promise<void>,
): Promise<{ documents: DocumentRanges; audit: StepAudit[] }> {
  const cleaner = await Cleaner.create(steps);
  const documents = new DocumentRanges();
  let start = 0;
  /** First half of a surrogate pair that a part ended with: encoded alone it would be lost. */
  let half = '';
  for await (const part of corpus.parts()) {
    if (part.part === 0) {
      start = sink.written;
      half = '';
    }
    const { text, fate } = cleaner.push(part);
    const all = half + text;
    const cut = !part.lastPart && /[\ud800-\udbff]$/.test(all) ? all.length - 1 : all.length;
    half = all.slice(cut);
    await sink.text(all.slice(0, cut));
    if (fate === 'kept') documents.add(start, sink.written);
    await onPart(part.text.length);
  }
  return { documents, audit: cleaner.audits };
}
