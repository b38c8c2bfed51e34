import type { FileWriter, Storage } from '@/storage/storage';
import type { ImportedPart } from '../importers/entry';
import { ByteSink } from '../prepare/byte-sink';
import { packRecord, RECORD_BYTES } from './index-record';
import { sourceFiles } from './stored-source';

/** Index records are gathered: storage is asked once for so many. */
const INDEX_RECORDS = 8192;

/** How far a source is written. */
export interface WriterMark {
  readonly textBytes: number;
  readonly indexBytes: number;
  readonly documents: number;
  readonly characters: number;
}

/** Writes the documents of one source to storage as they are imported. Nothing is visible before `close`. */
export class SourceWriter {
  documents = 0;
  characters = 0;
  /** Lone surrogates that became U+FFFD in the current file. */
  replaced = 0;
  private file = 0;
  private part = 0;
  private readonly sink: ByteSink;
  private readonly records = new DataView(new ArrayBuffer(INDEX_RECORDS * RECORD_BYTES));
  private used = 0;
  /** Those still in `records` included. */
  private indexBytes = 0;

  private constructor(
    private readonly text: FileWriter,
    private readonly index: FileWriter,
  ) {
    this.sink = new ByteSink(text);
  }

  /** UTF-8 bytes of text. */
  get textBytes(): number {
    return this.sink.written;
  }

  static async create(storage: Storage, id: string): Promise<SourceWriter> {
    const files = sourceFiles(id);
    const text = await storage.create(files.text);
    try {
      return new SourceWriter(text, await storage.create(files.index));
    } catch (error) {
      await text.abort();
      throw error;
    }
  }

  /** What follows comes from file number `file` of the source. A document that the file before left unfinished is finished where it stands. */
  async beginFile(file: number): Promise<void> {
    if (this.part > 0) await this.write([{ text: '', lastPart: true, byteStart: 0, byteEnd: 0 }]);
    this.file = file;
    this.replaced = 0;
  }

  /** What was written so far, for `rewind`: asked where a file begins. */
  get mark(): WriterMark {
    return {
      textBytes: this.textBytes,
      documents: this.documents,
      characters: this.characters,
      indexBytes: this.indexBytes,
    };
  }

  /** Takes back what the current file has given. */
  async rewind({ textBytes, documents, characters, indexBytes }: WriterMark): Promise<void> {
    await this.sink.rewind(textBytes);
    const stored = this.indexBytes - this.used;
    if (indexBytes < stored) await this.index.rewind(indexBytes);
    this.used = Math.max(0, indexBytes - stored);
    this.indexBytes = indexBytes;
    this.documents = documents;
    this.characters = characters;
    this.part = 0;
    this.replaced = 0;
  }

  async write(parts: readonly ImportedPart[]): Promise<void> {
    for (const { text: given, lastPart, row, byteStart, byteEnd } of parts) {
      const text = given.isWellFormed() ? given : this.repaired(given);
      const textStart = this.sink.written;
      if (!this.sink.textNow(text)) await this.sink.text(text);
      packRecord(
        {
          textStart,
          textBytes: this.sink.written - textStart,
          characters: text.length,
          document: this.documents,
          part: this.part,
          lastPart,
          file: this.file,
          row: row ?? 0,
          byteStart,
          byteEnd,
        },
        this.records,
        this.used,
      );
      this.used += RECORD_BYTES;
      this.indexBytes += RECORD_BYTES;
      if (this.used === this.records.byteLength) await this.flushIndex();
      this.characters += text.length;
      this.part = lastPart ? 0 : this.part + 1;
      if (lastPart) this.documents++;
    }
  }

  async close(): Promise<void> {
    await this.beginFile(this.file);
    await this.sink.flush();
    await this.flushIndex();
    await this.text.close();
    await this.index.close();
  }

  async abort(): Promise<void> {
    await this.text.abort();
    await this.index.abort();
  }

  private async flushIndex(): Promise<void> {
    if (this.used > 0) await this.index.write(new Uint8Array(this.records.buffer, 0, this.used));
    this.used = 0;
  }

  private repaired(text: string): string {
    this.replaced += text.match(LONE)?.length ?? 0;
    return text.toWellFormed();
  }
}

const LONE = /(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])/g;
