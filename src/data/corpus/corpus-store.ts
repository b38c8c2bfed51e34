import type { DocumentPart } from '@/schema/document';
import type { SourceReport } from '@/schema/source';
import type { Storage } from '@/storage/storage';
import type { Corpus } from '../prepare/corpus';
import { findDocument, type IndexRecord, indexRecords } from './index-record';
import { parseSource, serializeSource, sourceFiles } from './stored-source';
import { TextWindow } from './text-window';

/**
 * All imported documents at rest: the corpus that is inspected and prepared. Sources keep the order in which they came, which is that of
 * their ids; `000003.01` took the place of `000003`.
 */
export class CorpusStore implements Corpus {
  private constructor(
    readonly storage: Storage,
    private list: readonly SourceReport[],
    private lastNumber: number,
  ) {}

  /** Finds what earlier visits left; sweeps away sources whose import, or whose replacement, never ended. */
  static async open(storage: Storage): Promise<CorpusStore> {
    const ids = [...new Set((await storage.list('sources/')).map((path) => path.split('/')[1] ?? ''))].sort();
    const byNumber = new Map<number, SourceReport>();
    for (const id of ids) {
      const { report, folder } = sourceFiles(id);
      if (!(await storage.exists(report))) {
        await storage.remove(folder);
        continue;
      }
      const source = await readSource(storage, report);
      if (!source) continue;
      const older = byNumber.get(numberOf(id));
      if (older) await storage.remove(sourceFiles(older.id).folder);
      byNumber.set(numberOf(id), source);
    }
    return new CorpusStore(storage, [...byNumber.values()], Math.max(0, ...ids.map(numberOf)));
  }

  get sources(): readonly SourceReport[] {
    return this.list;
  }
  get documentCount(): number {
    return this.list.reduce((sum, source) => sum + source.documents, 0);
  }
  get totalCharacters(): number {
    return this.list.reduce((sum, source) => sum + source.characters, 0);
  }
  /** UTF-8 bytes of all texts. */
  get textBytes(): number {
    return this.list.reduce((sum, source) => sum + source.textBytes, 0);
  }
  /** Changes whenever the corpus does. */
  get signature(): string {
    return this.list.map(({ id, documents, textBytes }) => `${id} ${documents} ${textBytes}`).join('\n');
  }

  /** An id for a source to come: behind all others, or in the place of one that is there. */
  newId(replace?: string): string {
    if (replace === undefined) return String(++this.lastNumber).padStart(6, '0');
    const [number = '', generation = '0'] = replace.split('.');
    return `${number}.${String(Number(generation) + 1).padStart(4, '0')}`;
  }

  /** Makes a finished import part of the corpus; only then does the source that it replaces go. */
  async keep(source: SourceReport): Promise<void> {
    const writer = await this.storage.create(sourceFiles(source.id).report);
    try {
      await writer.write(new TextEncoder().encode(serializeSource(source)));
      await writer.close();
    } catch (error) {
      await writer.abort();
      throw error;
    }
    const replaced = this.list.find(({ id }) => numberOf(id) === numberOf(source.id));
    this.list = replaced ? this.list.map((old) => (old === replaced ? source : old)) : [...this.list, source];
    if (replaced) await this.storage.remove(sourceFiles(replaced.id).folder);
  }

  async remove(id: string): Promise<void> {
    // source.json first: a folder without it is swept away, half a source would be read.
    await this.storage.remove(sourceFiles(id).report);
    await this.storage.remove(sourceFiles(id).folder);
    this.list = this.list.filter((source) => source.id !== id);
  }

  parts(): AsyncGenerator<DocumentPart> {
    return this.partsFrom(0, Number.POSITIVE_INFINITY);
  }

  /** Parts of documents `from` .. `from + count - 1` of the corpus. */
  async *partsFrom(from: number, count: number): AsyncGenerator<DocumentPart> {
    let firstDocument = 0;
    for (const source of [...this.list]) {
      const start = Math.max(0, from - firstDocument);
      const end = Math.min(source.documents, from + count - firstDocument);
      if (start < end) yield* this.sourceParts(source, start, end, firstDocument);
      firstDocument += source.documents;
    }
  }

  private async *sourceParts(
    source: SourceReport,
    from: number,
    end: number,
    firstDocument: number,
  ): AsyncGenerator<DocumentPart> {
    const files = sourceFiles(source.id);
    const index = await this.storage.open(files.index);
    try {
      const text = await this.storage.open(files.text);
      try {
        // A few documents asked for are no reason to read a megabyte.
        const window = new TextWindow(text, end - from < 64 ? 0 : undefined);
        for (const record of indexRecords(index, from === 0 ? 0 : findDocument(index, from))) {
          if (record.document >= end) return;
          yield toPart(source, record, window.text(record.textStart, record.textBytes), firstDocument);
        }
      } finally {
        text.close();
      }
    } finally {
      index.close();
    }
  }
}

const numberOf = (id: string) => Number.parseInt(id, 10) || 0;

/** Undefined for one that is damaged or was written by a newer studio: it stays where it is, unread. */
async function readSource(storage: Storage, path: string): Promise<SourceReport | undefined> {
  const text = await (await storage.blob(path)).text();
  try {
    return parseSource(JSON.parse(text), path);
  } catch {
    return undefined;
  }
}

function toPart(source: SourceReport, record: IndexRecord, text: string, firstDocument: number): DocumentPart {
  const provenance = {
    sourceId: source.id,
    file: source.files[record.file]?.path ?? source.name,
    byteStart: record.byteStart,
    byteEnd: record.byteEnd,
  };
  return {
    document: firstDocument + record.document,
    part: record.part,
    lastPart: record.lastPart,
    text,
    provenance: record.row > 0 ? { ...provenance, row: record.row } : provenance,
  };
}
