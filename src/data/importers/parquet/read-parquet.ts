import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync } from 'hyparquet';
import { isAbort, LoamError } from '@/base/errors';
import type { BinaryFile } from '../binary-file';
import type { ImportedRecord, RecordReader } from '../entry';
import { collectNames, textAt, textOf } from '../json-record';
import { cellText, nestedValue } from './cell-text';
import { type Columns, RowGroup } from './row-group';

const MAX_FOOTER_BYTES = 1 << 26;
const BATCH_ROWS = 1000;

/**
 * Rows as records, a row group at a time, read from their places in the file: the footer says where. `row` counts all rows; the range is that of
 * the row group. Throws LoamError `import/damaged-parquet`, `import/parquet-too-large`.
 */
export const parquetReader: RecordReader<BinaryFile> = {
  kind: 'records',
  async *records(file, { breathe, columns: wanted }) {
    const blob = await file.blob();
    const metadata = await guarded(file.path, () => readMetadata(blob), NO_FOOTER);
    let rowStart = 0;
    let first = true;
    for (const [i, group] of metadata.row_groups.entries()) {
      const where = `${file.path}, row group ${i + 1}`;
      const place = { blob, metadata, group, rowStart, where, onRead: (bytes: number) => file.read(bytes), breathe };
      const rowGroup = await guarded(where, async () => new RowGroup(place));
      // Which columns are wanted is decided by the first rows; of all others no more is read.
      const ends = first ? [Math.min(BATCH_ROWS, rowGroup.rows), rowGroup.rows] : [rowGroup.rows];
      let from = 0;
      for (const to of ends) {
        if (from === to) continue;
        const columns = await guarded(where, () => rowGroup.read(from, to, first ? undefined : wanted?.()));
        first = false;
        for (; from < to; from += BATCH_ROWS) {
          await breathe();
          const records: ImportedRecord[] = [];
          for (let at = from; at < Math.min(to, from + BATCH_ROWS); at++)
            records.push(new ParquetRow(columns, rowStart + at));
          yield records;
        }
        from = to;
      }
      rowStart += rowGroup.rows;
    }
  },
};

async function readMetadata(blob: Blob): Promise<FileMetaData> {
  const buffer: AsyncBuffer = {
    byteLength: blob.size,
    slice: (start, end = blob.size) => blob.slice(start, end).arrayBuffer(),
  };
  const tail = new DataView(await buffer.slice(Math.max(0, blob.size - 8), blob.size));
  const length = tail.byteLength === 8 ? tail.getUint32(0, true) : 0;
  if (length === 0 || length > Math.min(MAX_FOOTER_BYTES, blob.size)) throw new Error('no footer');
  return parquetMetadataAsync(buffer, { geoparquet: false });
}

/** A row of decoded columns; nothing is taken out of them before it is asked for. */
class ParquetRow implements ImportedRecord {
  readonly row: number;
  readonly byteStart: number;
  readonly byteEnd: number;

  constructor(
    private readonly columns: Columns,
    /** Counts from 0 in the file. */
    private readonly at: number,
  ) {
    this.row = at + 1;
    this.byteStart = columns.byteStart;
    this.byteEnd = columns.byteEnd;
  }

  /** Of lists and structs what is in them: a conversation in `messages` has `messages.role` and `messages.content`. */
  names(): Iterable<string> {
    const names = new Set<string>();
    for (const name of this.columns.names) {
      const nested = nestedValue(this.columns.value(name, this.at));
      if (nested === undefined) names.add(name);
      else collectNames(nested, name, names);
    }
    return names;
  }

  cell(name: string): string | undefined {
    if (this.columns.has(name)) {
      const value = this.columns.value(name, this.at);
      return textOf(nestedValue(value)) ?? cellText(value);
    }
    const column = this.columns.holding(name);
    return column && textAt(nestedValue(this.columns.value(column, this.at)), name.slice(column.length + 1));
  }
}

const NO_FOOTER = 'This is no Parquet file, or its end is missing, without which nothing of it can be read';
const DAMAGED = 'This Parquet file is damaged here; the rows before this place were kept';

/** Whatever the library throws is the file's fault; what the browser throws is not. */
async function guarded<T>(where: string, work: () => Promise<T>, what = DAMAGED): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof LoamError || isAbort(cause) || cause instanceof DOMException) throw cause;
    throw new LoamError(
      {
        code: 'import/damaged-parquet',
        what,
        where,
        remedy: 'Download or copy the file again, or write it anew.',
      },
      { cause },
    );
  }
}
