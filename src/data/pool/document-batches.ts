import type { DocumentPart, Provenance } from '@/schema/document';

/** Characters of a batch: some 10 ms of work, so that cancelling is prompt and threads share evenly. */
const BATCH = 1 << 17;
/** A document of more characters is no batch's: it would have to be in memory whole. */
const LONGEST = 1 << 20;

export interface WholeDocument {
  readonly document: number;
  readonly provenance: Provenance;
  readonly parts: readonly string[];
}

/** Whole documents together, or a part of one that is too long for that. */
export type Batched =
  | { readonly kind: 'documents'; readonly documents: readonly WholeDocument[] }
  | { readonly kind: 'part'; readonly part: DocumentPart };

/** The documents of a stream of parts, in batches. */
export async function* documentBatches(parts: AsyncIterable<DocumentPart>): AsyncGenerator<Batched> {
  let documents: WholeDocument[] = [];
  let characters = 0;
  /** Parts of the document that is being read. */
  let begun: DocumentPart[] = [];
  let length = 0;
  for await (const part of parts) {
    if (part.part === 0) length = 0;
    length += part.text.length;
    begun.push(part);
    if (length > LONGEST) {
      if (documents.length > 0) yield { kind: 'documents', documents };
      documents = [];
      characters = 0;
      for (const one of begun) yield { kind: 'part', part: one };
      begun = [];
    } else if (part.lastPart) {
      const { document, provenance } = begun[0] ?? part;
      documents.push({ document, provenance, parts: begun.map(({ text }) => text) });
      characters += length;
      begun = [];
    }
    if (characters < BATCH) continue;
    yield { kind: 'documents', documents };
    documents = [];
    characters = 0;
  }
  if (documents.length > 0) yield { kind: 'documents', documents };
}
