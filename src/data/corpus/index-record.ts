import type { FileReader } from '@/storage/storage';

/**
 * The index of a source's documents at rest: one record of 48 bytes a part, little-endian, in order. Fixed size, so that a document is found by
 * binary search in the file and the index never is in memory.
 */
export interface IndexRecord {
  /** Where the part's UTF-8 text begins in text.bin. */
  readonly textStart: number;
  readonly textBytes: number;
  /** UTF-16 units. */
  readonly characters: number;
  /** Index of the document within the source. */
  readonly document: number;
  readonly part: number;
  readonly lastPart: boolean;
  /** Index into the source's files. */
  readonly file: number;
  /** 1-based; 0 for none. */
  readonly row: number;
  readonly byteStart: number;
  readonly byteEnd: number;
}

export const RECORD_BYTES = 48;

export function packRecord(record: IndexRecord, view: DataView, at: number): void {
  view.setFloat64(at, record.textStart, true);
  view.setUint32(at + 8, record.textBytes, true);
  view.setUint32(at + 12, record.characters, true);
  view.setUint32(at + 16, record.document, true);
  // The top bit says whether this is the last part.
  view.setUint32(at + 20, (record.part | (record.lastPart ? 0x80000000 : 0)) >>> 0, true);
  view.setUint32(at + 24, record.file, true);
  view.setUint32(at + 28, record.row, true);
  view.setFloat64(at + 32, record.byteStart, true);
  view.setFloat64(at + 40, record.byteEnd, true);
}

export function unpackRecord(view: DataView, at: number): IndexRecord {
  const part = view.getUint32(at + 20, true);
  return {
    textStart: view.getFloat64(at, true),
    textBytes: view.getUint32(at + 8, true),
    characters: view.getUint32(at + 12, true),
    document: view.getUint32(at + 16, true),
    part: part & 0x7fffffff,
    lastPart: part >= 0x80000000,
    file: view.getUint32(at + 24, true),
    row: view.getUint32(at + 28, true),
    byteStart: view.getFloat64(at + 32, true),
    byteEnd: view.getFloat64(at + 40, true),
  };
}

/** Number of the first record whose document is `document`, by binary search. */
export function findDocument(reader: FileReader, document: number): number {
  const bytes = new Uint8Array(4);
  const view = new DataView(bytes.buffer);
  let low = 0;
  let high = Math.floor(reader.sizeBytes / RECORD_BYTES);
  while (low < high) {
    const middle = (low + high) >>> 1;
    reader.read(bytes, middle * RECORD_BYTES + 16);
    if (view.getUint32(0, true) < document) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Records from number `start` on, read a few thousand at a time. */
export function* indexRecords(reader: FileReader, start: number): Generator<IndexRecord> {
  const block = new Uint8Array(Math.min(1024 * RECORD_BYTES, Math.max(0, reader.sizeBytes - start * RECORD_BYTES)));
  const view = new DataView(block.buffer);
  for (let offset = start * RECORD_BYTES; ; ) {
    const got = reader.read(block, offset);
    for (let at = 0; at + RECORD_BYTES <= got; at += RECORD_BYTES) yield unpackRecord(view, at);
    if (got < RECORD_BYTES || got < block.length) return;
    offset += got;
  }
}
