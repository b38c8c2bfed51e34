import type { Provenance } from '@/schema/document';
import { parseRow, proseOf, type RowField, type RowHead } from '@/schema/row';
import type { CorpusStore } from './corpus-store';

/** A row's fields as far as a preview goes, and what else is known of it. */
export interface RowPreview extends Omit<RowHead, 'fields'> {
  readonly fields: readonly (RowField & { readonly value: string })[];
}

export interface DocumentPreview {
  readonly provenance: Provenance;
  /** Of a row, its text fields. */
  readonly text: string;
  readonly characters: number;
  readonly row?: RowPreview;
}

const PREVIEW_CHARACTERS = 2000;

/** The beginnings of documents `from` .. `from + count - 1`; the byte range is that of the whole document. */
export async function previews(corpus: CorpusStore, from: number, count: number): Promise<DocumentPreview[]> {
  const found: { provenance: Provenance; text: string; characters: number; row?: RowPreview }[] = [];
  for await (const { part, text, provenance } of corpus.partsFrom(from, count)) {
    const last = found.at(-1);
    if (part === 0 || !last) found.push({ provenance, ...begunText(text) });
    else {
      last.characters += text.length;
      last.provenance = { ...last.provenance, byteEnd: provenance.byteEnd };
    }
  }
  return found;
}

/** What a preview shows of a text that may be a row. */
export function begunText(text: string): Omit<DocumentPreview, 'provenance'> {
  const row = parseRow(text);
  const prose = proseOf(row);
  const shown = { text: beginning(prose), characters: prose.length };
  if (!row.head) return shown;
  const fields = row.head.fields.map((field, i) => ({ ...field, value: beginning(row.values[i] ?? '') }));
  return { ...shown, row: { ...row.head, fields } };
}

const beginning = (text: string) => text.slice(0, PREVIEW_CHARACTERS).toWellFormed();
