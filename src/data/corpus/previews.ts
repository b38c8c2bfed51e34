import type { Provenance } from '@/schema/document';
import type { CorpusStore } from './corpus-store';

export interface DocumentPreview {
  readonly provenance: Provenance;
  readonly text: string;
  readonly characters: number;
}

const PREVIEW_CHARACTERS = 2000;

/** The beginnings of documents `from` .. `from + count - 1`; the byte range is that of the whole document. */
export async function previews(corpus: CorpusStore, from: number, count: number): Promise<DocumentPreview[]> {
  const found: { provenance: Provenance; text: string; characters: number }[] = [];
  for await (const { part, text, provenance } of corpus.partsFrom(from, count)) {
    const last = found.at(-1);
    if (part === 0 || !last)
      found.push({ provenance, text: text.slice(0, PREVIEW_CHARACTERS).toWellFormed(), characters: text.length });
    else {
      last.characters += text.length;
      last.provenance = { ...last.provenance, byteEnd: provenance.byteEnd };
    }
  }
  return found;
}
