import type { DocumentPart } from '@/schema/document';
import type { Corpus } from '../prepare/corpus';

/** A corpus whose documents can be had from anywhere. */
export interface SeekableCorpus extends Corpus {
  partsFrom(from: number, count: number): AsyncIterable<DocumentPart>;
}

/** Seconds of work for the slowest steps. */
const CHARACTERS = 2_000_000;
/** Stretches of neighbouring documents: reading one document here and one there costs a seek each. */
const STRETCHES = 50;
/** A single document may be a book, or a gigabyte. */
const DOCUMENT_CHARACTERS = 500_000;

/**
 * Some of the documents, from the first to the last at even distances: as many as make about two million characters. Indices are those of the whole
 * corpus. Very long documents are cut. A corpus that is no larger is its own sample.
 */
export function sampleOf(corpus: SeekableCorpus): { readonly corpus: Corpus; readonly whole: boolean } {
  const { documentCount, totalCharacters } = corpus;
  if (totalCharacters <= CHARACTERS) return { corpus, whole: true };
  const mean = Math.min(DOCUMENT_CHARACTERS, totalCharacters / Math.max(1, documentCount));
  const wanted = Math.min(documentCount, Math.max(1, Math.round(CHARACTERS / mean)));
  const stretches = Math.min(STRETCHES, wanted);
  const each = Math.floor(wanted / stretches);
  const sampled: Corpus = {
    documentCount: stretches * each,
    totalCharacters: Math.min(totalCharacters, stretches * each * mean),
    sources: corpus.sources,
    async *parts() {
      for (let i = 0; i < stretches; i++) {
        const from = Math.floor((i * (documentCount - each)) / Math.max(1, stretches - 1));
        yield* shortened(corpus.partsFrom(from, each));
      }
    },
  };
  return { corpus: sampled, whole: false };
}

/** Documents end at the part that makes them too long. */
async function* shortened(parts: AsyncIterable<DocumentPart>): AsyncGenerator<DocumentPart> {
  let characters = 0;
  for await (const part of parts) {
    if (part.part === 0) characters = 0;
    if (characters > DOCUMENT_CHARACTERS) continue;
    characters += part.text.length;
    yield characters > DOCUMENT_CHARACTERS ? { ...part, lastPart: true } : part;
  }
}
