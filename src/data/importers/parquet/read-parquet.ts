import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetRead } from 'hyparquet';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getSchemaPath } from 'hyparquet/src/schema.js';
import { isAbort, LoamError } from '@/base/errors';
import type { BinaryFile } from '../binary-file';
import type { ImportedRecord, RecordReader } from '../entry';
import { cellText } from './cell-text';
import { checkPage, pagesOf } from './check-pages';
import { KnownPages } from './known-pages';
import { pageCompressors } from './page-compressors';

/** A row group is held as decoded columns. Writers make groups of 128 MB, or of a million rows. */
const MAX_GROUP_BYTES = 1 << 29;
const MAX_GROUP_VALUES = 1 << 26;
const MAX_FOOTER_BYTES = 1 << 26;
const BATCH_ROWS = 1000;

/**
 * Rows as records, a row group at a time, read from their places in the file: the footer says where. `row` counts all rows; the range is that of
 * the row group. Throws LoamError `import/damaged-parquet`, `import/parquet-too-large`.
 */
export const parquetReader: RecordReader<BinaryFile> = {
  kind: 'records',
  async *records(file, { breathe }) {
    const blob = await file.blob();
    const buffer: AsyncBuffer = {
      byteLength: blob.size,
      async slice(start, end = blob.size) {
        const part = await blob.slice(start, end).arrayBuffer();
        file.read(part.byteLength);
        return part;
      },
    };
    const metadata = await guarded(file.path, () => readMetadata(buffer));
    let rowStart = 0;
    for (const [i, group] of metadata.row_groups.entries()) {
      const where = `${file.path}, row group ${i + 1}`;
      const columns = await guarded(where, async () => {
        const known = new KnownPages();
        const range = await checkGroup(blob, metadata, group, where, breathe, known);
        return { ...range, ...(await readColumns(buffer, metadata, rowStart, Number(group.num_rows), known)) };
      });
      const rows = Number(group.num_rows);
      for (let from = 0; from < rows; from += BATCH_ROWS) {
        await breathe();
        const count = Math.min(BATCH_ROWS, rows - from);
        const records: ImportedRecord[] = [];
        for (let at = from; at < from + count; at++) records.push(new ParquetRow(columns, rowStart + at + 1, at));
        yield records;
      }
      rowStart += rows;
    }
  },
};

type RowGroup = FileMetaData['row_groups'][number];
interface Columns {
  readonly byteStart: number;
  readonly byteEnd: number;
  readonly names: readonly string[];
  readonly values: ReadonlyMap<string, ArrayLike<unknown>>;
}

async function readMetadata(buffer: AsyncBuffer): Promise<FileMetaData> {
  const tail = new DataView(await buffer.slice(Math.max(0, buffer.byteLength - 8), buffer.byteLength));
  const length = tail.byteLength === 8 ? tail.getUint32(0, true) : 0;
  if (length === 0 || length > Math.min(MAX_FOOTER_BYTES, buffer.byteLength)) throw new Error('no footer');
  return parquetMetadataAsync(buffer, { geoparquet: false });
}

/** Refuses a row group whose pages would take too much memory, before any is taken. Returns the bytes of the group. */
async function checkGroup(
  blob: Blob,
  { schema }: FileMetaData,
  group: RowGroup,
  where: string,
  breathe: () => Promise<void>,
  known: KnownPages,
) {
  let values = Number(group.num_rows);
  let bytes = 0;
  let byteStart = blob.size;
  let byteEnd = 0;
  const check = () => {
    if (bytes > MAX_GROUP_BYTES || values > MAX_GROUP_VALUES) throw tooLarge(where);
  };
  check();
  for (const { meta_data: column } of group.columns) {
    if (!column) throw new Error('a column is not described');
    const start = Number(column.dictionary_page_offset || column.data_page_offset);
    const end = start + Number(column.total_compressed_size);
    if (!(start >= 4 && end > start && end <= blob.size)) throw new Error('a column lies outside of the file');
    await breathe();
    const { pages, totals } = pagesOf(await blob.slice(start, end).arrayBuffer());
    values += totals.values;
    bytes += totals.uncompressedBytes;
    check();
    const path = getSchemaPath(schema, column.path_in_schema);
    const decompress = pageCompressors[column.codec];
    const of = {
      maxDefinition: getMaxDefinitionLevel(path),
      maxRepetition: getMaxRepetitionLevel(path),
      isBoolean: column.type === 'BOOLEAN',
      decompress: (compressed: Uint8Array, length: number) => {
        const page = decompress?.(compressed, length);
        if (page) known.keep(compressed, page);
        return page ?? compressed;
      },
    };
    for (const page of pages) {
      await breathe();
      checkPage(page, of);
    }
    byteStart = Math.min(byteStart, start);
    byteEnd = Math.max(byteEnd, end);
  }
  return { byteStart: Math.min(byteStart, byteEnd), byteEnd };
}

async function readColumns(
  file: AsyncBuffer,
  metadata: FileMetaData,
  rowStart: number,
  rows: number,
  known: KnownPages,
) {
  const compressors = Object.fromEntries(
    Object.entries(pageCompressors).map(([codec, decompress]): [string, typeof decompress] => [
      codec,
      (compressed, length) => known.take(compressed, length) ?? decompress(compressed, length),
    ]),
  );
  const chunks = new Map<string, ArrayLike<unknown>[]>();
  if (rows > 0)
    await parquetRead({
      file,
      metadata,
      rowStart,
      rowEnd: rowStart + rows,
      compressors,
      // Whether bytes are text is for the values to tell.
      utf8: false,
      geoparquet: false,
      onChunk: ({ columnName, columnData }) => {
        const known = chunks.get(columnName);
        if (known) known.push(columnData);
        else chunks.set(columnName, [columnData]);
      },
    });
  const values = new Map<string, ArrayLike<unknown>>();
  for (const [name, parts] of chunks) {
    const [only] = parts;
    values.set(name, parts.length === 1 && only ? only : joinedParts(parts));
  }
  return { names: [...values.keys()], values };
}

function joinedParts(parts: readonly ArrayLike<unknown>[]): unknown[] {
  const all: unknown[] = [];
  for (const part of parts) for (let i = 0; i < part.length; i++) all.push(part[i]);
  return all;
}

/** A row of decoded columns; nothing is taken out of them before it is asked for. */
class ParquetRow implements ImportedRecord {
  readonly byteStart: number;
  readonly byteEnd: number;

  constructor(
    private readonly columns: Columns,
    readonly row: number,
    /** Place in its row group. */
    private readonly at: number,
  ) {
    this.byteStart = columns.byteStart;
    this.byteEnd = columns.byteEnd;
  }

  names(): Iterable<string> {
    return this.columns.names;
  }

  cell(name: string): string | undefined {
    return cellText(this.columns.values.get(name)?.[this.at]);
  }
}

/** Whatever the library throws is the file's fault; what the browser throws is not. */
async function guarded<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof LoamError || isAbort(cause) || cause instanceof DOMException) throw cause;
    throw new LoamError(
      {
        code: 'import/damaged-parquet',
        what: 'This Parquet file is damaged, cut off or none; the rows before this place were kept',
        where,
        remedy: 'Download or copy the file again, or write it anew.',
      },
      { cause },
    );
  }
}

function tooLarge(where: string): LoamError {
  return new LoamError({
    code: 'import/parquet-too-large',
    what: `This row group has more than ${MAX_GROUP_BYTES >> 20} MB or ${MAX_GROUP_VALUES >> 20} million values; the rows before it were kept`,
    where,
    remedy: 'Write the file with smaller row groups (row_group_size=100000 in pandas and pyarrow) and drop it again.',
  });
}
