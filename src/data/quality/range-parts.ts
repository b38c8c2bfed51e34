import type { DocumentPart } from '@/schema/document';
import type { FileReader } from '@/storage/storage';
import type { DocumentRanges } from '../split/text-ranges';

/** Bytes read and decoded at once. */
const BLOCK = 1 << 18;
const NOWHERE = { sourceId: '', file: '', byteStart: 0, byteEnd: 0 };

/** The documents that lie in ranges of a file of UTF-8; `indices` says which of the corpus each of them is. */
export async function* rangeParts(
  file: FileReader,
  documents: DocumentRanges,
  indices: readonly number[],
): AsyncGenerator<DocumentPart> {
  const block = new Uint8Array(BLOCK);
  for (let i = 0; i < documents.count; i++) {
    const { start, end } = documents.at(i);
    const document = indices[i] ?? i;
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    let part = 0;
    let at = start;
    do {
      const n = file.read(block.subarray(0, Math.min(BLOCK, end - at)), at);
      at += n;
      if (n === 0 && at < end) throw new Error(`the cleaned text ends at byte ${at}, before ${end}`);
      const text = decoder.decode(block.subarray(0, n), { stream: at < end });
      yield { document, part: part++, lastPart: at >= end, text, provenance: NOWHERE };
    } while (at < end);
  }
}
