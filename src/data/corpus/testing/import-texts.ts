import type { DocumentPart } from '@/schema/document';
import type { SourceFile, SourceReport } from '@/schema/source';
import { memoryStorage } from '@/storage/memory';
import { CorpusStore } from '../corpus-store';
import { importFiles } from '../import-files';

export const bytes = (text: string) => new TextEncoder().encode(text);
export const file = (path: string, contents: string | Uint8Array): SourceFile => ({
  path,
  blob: new Blob([typeof contents === 'string' ? contents : new Uint8Array(contents)]),
});

export interface Imported {
  readonly source: SourceReport;
  readonly store: CorpusStore;
  readonly parts: readonly DocumentPart[];
  readonly texts: readonly string[];
  /** Codes of all problems of all files. */
  readonly codes: readonly string[];
}

/** Imports into fresh memory and reads everything back. */
export async function importTexts(files: readonly SourceFile[], columns?: readonly string[]): Promise<Imported> {
  const store = await CorpusStore.open(memoryStorage());
  const signal = new AbortController().signal;
  const source = await importFiles(store, files, 'file', 'test', {
    onProgress: () => {},
    signal,
    ...(columns ? { columns } : {}),
  });
  const parts: DocumentPart[] = [];
  for await (const part of store.parts()) parts.push(part);
  const texts: string[] = [];
  for (const { part, text } of parts) {
    if (part === 0) texts.push(text);
    else texts.push(`${texts.pop()}${text}`);
  }
  return { source, store, parts, texts, codes: source.files.flatMap((f) => f.problems.map((p) => p.code)) };
}
