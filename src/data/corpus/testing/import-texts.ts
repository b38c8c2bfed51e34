import type { DocumentPart } from '@/schema/document';
import { parseRow, proseOf, type Row } from '@/schema/row';
import type { SourceFile, SourceReport } from '@/schema/source';
import { memoryStorage } from '@/storage/memory';
import type { Storage } from '@/storage/storage';
import { CorpusStore } from '../corpus-store';
import { type ImportOptions, importFiles } from '../import-files';

export const bytes = (text: string) => new TextEncoder().encode(text);
export const file = (path: string, contents: string | Uint8Array): SourceFile => ({
  path,
  blob: new Blob([typeof contents === 'string' ? contents : new Uint8Array(contents)]),
});

export interface Imported {
  readonly source: SourceReport;
  readonly store: CorpusStore;
  readonly storage: Storage;
  readonly parts: readonly DocumentPart[];
  /** As a person reads them: of rows, the text fields. */
  readonly texts: readonly string[];
  readonly rows: readonly Row[];
  /** Codes of all problems of all files. */
  readonly codes: readonly string[];
}

/** Imports into fresh memory and reads everything back. */
export async function importTexts(
  files: readonly SourceFile[],
  options: Partial<ImportOptions> = {},
): Promise<Imported> {
  const storage = memoryStorage();
  const store = await CorpusStore.open(storage);
  const signal = new AbortController().signal;
  const source = await importFiles(store, files, 'file', 'test', { onProgress: () => {}, signal, ...options });
  const parts: DocumentPart[] = [];
  for await (const part of store.parts()) parts.push(part);
  const texts: string[] = [];
  for (const { part, text } of parts) {
    if (part === 0) texts.push(text);
    else texts.push(`${texts.pop()}${text}`);
  }
  const codes = source.files.flatMap((f) => f.problems.map((p) => p.code));
  return {
    source,
    store,
    storage,
    parts,
    texts: texts.map((text) => proseOf(parseRow(text))),
    rows: texts.map(parseRow),
    codes,
  };
}
