import { expect, it } from 'vitest';
import type { DocumentPart } from '@/schema/document';
import { documentBatches } from './document-batches';

const provenance = { sourceId: '', file: 'a', byteStart: 0, byteEnd: 0 };

async function* corpus(lengths: readonly number[], partLength: number): AsyncGenerator<DocumentPart> {
  for (const [document, length] of lengths.entries()) {
    const count = Math.max(1, Math.ceil(length / partLength));
    for (let part = 0; part < count; part++) {
      const text = 'x'.repeat(Math.min(partLength, length - part * partLength));
      yield { document, part, lastPart: part === count - 1, text, provenance };
    }
  }
}

it('keeps documents whole and in order; the parts of one that is too long come alone', async () => {
  const lengths = [10, 0, 100_000, 40_000, 3_000_000, 5, 900_000, 7];
  const seen: number[] = [];
  const sizes: number[] = [];
  const texts = lengths.map(() => '');
  for await (const batch of documentBatches(corpus(lengths, 32_768))) {
    const documents =
      batch.kind === 'part' ? [{ document: batch.part.document, parts: [batch.part.text] }] : batch.documents;
    sizes.push(documents.flatMap(({ parts }) => parts).join('').length);
    for (const { document, parts } of documents) {
      if (seen.at(-1) !== document) seen.push(document);
      texts[document] += parts.join('');
    }
  }
  expect(seen).toEqual(lengths.map((_, i) => i));
  expect(texts.map(({ length }) => length)).toEqual(lengths);
  expect(Math.max(...sizes)).toBeLessThan((1 << 17) + (1 << 20));
  expect(sizes[0]).toBe(140_010);
});
