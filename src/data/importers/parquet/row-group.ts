import { type Compressors, type FileMetaData, parquetRead } from 'hyparquet';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getSchemaPath, isFlatColumn } from 'hyparquet/src/schema.js';
import { LoamError } from '@/base/errors';
import { checkPage, type Page, pagesOf } from './check-pages';
import { GroupBytes } from './group-bytes';
import { KnownPages } from './known-pages';
import { textOf } from './long-text';
import { pageCompressors } from './page-compressors';

/** A row group is held as decoded columns. Writers make groups of 128 MB, or of a million rows. */
const MAX_GROUP_BYTES = 1 << 29;
const MAX_GROUP_VALUES = 1 << 26;

type Group = FileMetaData['row_groups'][number];
type Chunk = NonNullable<Group['columns'][number]['meta_data']>;

export interface GroupPlace {
  readonly blob: Blob;
  readonly metadata: FileMetaData;
  readonly group: Group;
  /** Of the first row, in the file. */
  readonly rowStart: number;
  /** Path and number, for errors. */
  readonly where: string;
  readonly onRead: (bytes: number) => void;
  readonly breathe: () => Promise<void>;
}

interface Column {
  /** Row of the file that its values begin with. */
  readonly first: number;
  readonly data: ArrayLike<unknown>;
}

/** Decoded values of a stretch of rows. */
export class Columns {
  constructor(
    private readonly values: ReadonlyMap<string, Column>,
    readonly byteStart: number,
    readonly byteEnd: number,
  ) {}

  get names(): Iterable<string> {
    return this.values.keys();
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  /** The column in which a nested one such as `messages.content` is. */
  holding(name: string): string | undefined {
    return holding(name, (column) => this.values.has(column));
  }

  /** `row` counts from 0 in the file. */
  value(name: string, row: number): unknown {
    const column = this.values.get(name);
    return column?.data[row - column.first];
  }
}

/** Reads columns of one row group; each is read from the file once, and checked before it is decoded. */
export class RowGroup {
  readonly rows: number;
  readonly byteStart: number;
  readonly byteEnd: number;
  private readonly bytes: GroupBytes;
  private readonly known = new KnownPages();
  private readonly chunks: readonly Chunk[];
  /** Pages of a column that were checked. */
  private readonly checked = new Map<Chunk, number>();

  /** Throws Error for a group that lies outside of its file. */
  constructor(private readonly place: GroupPlace) {
    const { blob, group } = place;
    this.rows = Number(group.num_rows);
    this.bytes = new GroupBytes(blob, place.onRead);
    this.chunks = group.columns.map(({ meta_data: chunk }) => {
      if (!chunk) throw new Error('a column is not described');
      return chunk;
    });
    const ranges = this.chunks.map(rangeOf);
    for (const { start, end } of ranges)
      if (!(start >= 4 && end > start && end <= blob.size)) throw new Error('a column lies outside of the file');
    this.byteEnd = Math.max(0, ...ranges.map(({ end }) => end));
    this.byteStart = Math.min(this.byteEnd, ...ranges.map(({ start }) => start));
  }

  /**
   * Rows `from` to `to` of the group, 0-based; of all columns, or of those that hold the named ones. Throws LoamError `import/parquet-too-large`, and
   * what the library throws.
   */
  async read(from: number, to: number, columns?: readonly string[]): Promise<Columns> {
    const { onRead, breathe } = this.place;
    const names = new Set(this.chunks.map(nameOf));
    const wanted = columns && new Set(columns.map((name) => holding(name, (column) => names.has(column)) ?? name));
    const total = { values: this.rows, bytes: 0 };
    this.refuseTooLarge(total);
    for (const chunk of this.chunks) {
      const { start, end } = rangeOf(chunk);
      if (!wanted || wanted.has(nameOf(chunk))) await this.check(chunk, to, total);
      // For progress: nobody will ask for it.
      else if (!this.checked.has(chunk)) onRead(end - start);
    }
    const decoded = new Map<string, Column>();
    for (const name of names) {
      if (from === to || (wanted && !wanted.has(name))) continue;
      await breathe();
      const column = await this.decode(name, from, to);
      if (column) decoded.set(name, column);
    }
    return new Columns(decoded, this.byteStart, this.byteEnd);
  }

  /** One at a time: the library then asks for the chunks as they were read, and finds their pages decompressed. */
  private async decode(name: string, from: number, to: number): Promise<Column | undefined> {
    const { metadata, rowStart } = this.place;
    let first: number | undefined;
    const parts: ArrayLike<unknown>[] = [];
    await parquetRead({
      file: this.bytes,
      metadata,
      rowStart: rowStart + from,
      rowEnd: rowStart + to,
      columns: [name],
      compressors: this.compressors,
      // Whether bytes are text is for the values to tell.
      utf8: false,
      parsers: { stringFromBytes: textOf },
      geoparquet: false,
      onChunk: ({ columnData, rowStart: start }) => {
        first ??= start;
        parts.push(columnData);
      },
    });
    return first === undefined ? undefined : { first, data: joinedParts(parts) };
  }

  /** Follows the pages of a column that hold its first `rows` rows, and adds up what they will take. */
  private async check(chunk: Chunk, rows: number, total: { values: number; bytes: number }): Promise<void> {
    const { metadata, breathe } = this.place;
    const { start, end } = rangeOf(chunk);
    await breathe();
    const known = this.checked.get(chunk);
    const all = pagesOf(known === undefined ? await this.bytes.read(start, end) : await this.bytes.slice(start, end));
    const path = getSchemaPath(metadata.schema, chunk.path_in_schema);
    // The library reads flat columns as far as it must, others to their end.
    const pages = isFlatColumn(path) ? pagesUpTo(all, rows) : all;
    for (const { values, uncompressedBytes } of pages) {
      total.values += values;
      total.bytes += uncompressedBytes;
    }
    this.refuseTooLarge(total);
    const decompress = pageCompressors[chunk.codec];
    const column = {
      maxDefinition: getMaxDefinitionLevel(path),
      maxRepetition: getMaxRepetitionLevel(path),
      isBoolean: chunk.type === 'BOOLEAN',
      decompress: (compressed: Uint8Array, length: number) => {
        const page = decompress?.(compressed, length);
        if (page) this.known.keep(compressed, page);
        return page ?? compressed;
      },
    };
    for (const page of pages.slice(known ?? 0)) {
      await breathe();
      checkPage(page, column);
    }
    this.checked.set(chunk, Math.max(known ?? 0, pages.length));
  }

  /** Before any memory is taken. */
  private refuseTooLarge({ values, bytes }: { values: number; bytes: number }): void {
    if (bytes > MAX_GROUP_BYTES || values > MAX_GROUP_VALUES) throw tooLarge(this.place.where);
  }

  private readonly compressors: Compressors = Object.fromEntries(
    Object.entries(pageCompressors).map(([codec, decompress]): [string, typeof decompress] => [
      codec,
      (compressed, length) => this.known.take(compressed, length) ?? decompress(compressed, length),
    ]),
  );
}

/** The longest beginning of a name, up to a dot or to its end, that is a column. */
function holding(name: string, has: (column: string) => boolean): string | undefined {
  for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1))
    if (has(name.slice(0, end))) return name.slice(0, end);
  return undefined;
}

const nameOf = ({ path_in_schema: [name = ''] }: Chunk) => name;

function rangeOf(chunk: Chunk): { start: number; end: number } {
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  return { start, end: start + Number(chunk.total_compressed_size) };
}

function pagesUpTo(pages: readonly Page[], rows: number): readonly Page[] {
  let seen = 0;
  const beyond = pages.findIndex(({ rows: held }) => {
    if (seen >= rows) return true;
    seen += held;
    return false;
  });
  return beyond < 0 ? pages : pages.slice(0, beyond);
}

function joinedParts(parts: readonly ArrayLike<unknown>[]): ArrayLike<unknown> {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const all: unknown[] = [];
  for (const part of parts) for (let i = 0; i < part.length; i++) all.push(part[i]);
  return all;
}

function tooLarge(where: string): LoamError {
  return new LoamError({
    code: 'import/parquet-too-large',
    what: `This row group has more than ${MAX_GROUP_BYTES >> 20} MB or ${MAX_GROUP_VALUES >> 20} million values; the rows before it were kept`,
    where,
    remedy: 'Write the file with smaller row groups (row_group_size=100000 in pandas and pyarrow) and drop it again.',
  });
}
