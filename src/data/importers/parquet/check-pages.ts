import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';
import { checkRuns, levelBits } from './check-runs';
import { CrookedPages } from './crooked-pages';

/** Of the column: the highest levels its place in the schema allows, its type, and how its pages are packed. */
export interface PageColumn {
  readonly maxDefinition: number;
  readonly maxRepetition: number;
  readonly isBoolean: boolean;
  readonly decompress: (page: Uint8Array, length: number) => Uint8Array;
}

export interface Page {
  readonly header: Header;
  readonly bytes: Uint8Array;
  /** Stated. */
  readonly values: number;
  readonly uncompressedBytes: number;
  /** That a flat column surely has in it: none in a dictionary. */
  readonly rows: number;
}

type Header = ReturnType<typeof deserializeTCompactProtocol>;

/**
 * Pages of a column chunk by their headers (parquet.thrift, PageHeader). What they state decides how much memory is taken for them, and is checked
 * before. Throws CrookedPages, and RangeError where a header runs over the end.
 */
export function pagesOf(chunk: ArrayBuffer): Page[] {
  const pages: Page[] = [];
  const reader = { view: new DataView(chunk), offset: 0 };
  while (reader.offset < chunk.byteLength) {
    const header = deserializeTCompactProtocol(reader);
    const compressed = count(header.field_3);
    const uncompressedBytes = count(header.field_2);
    const { values, rows } = sizesOf(header, compressed);
    if (reader.offset + compressed > chunk.byteLength) throw new CrookedPages('a page is cut off');
    const bytes = new Uint8Array(chunk, reader.offset, compressed);
    pages.push({ header, bytes, values, rows, uncompressedBytes });
    reader.offset += compressed;
  }
  return pages;
}

/** Follows the runs of a data page's levels and indices. Throws CrookedPages, and what decompressing throws. */
export function checkPage({ header, bytes }: Page, column: PageColumn): void {
  const { maxDefinition, maxRepetition, decompress } = column;
  const length = count(header.field_2);
  if (header.field_1 === 0) {
    const page = decompress(bytes, length);
    const values = count(header.field_5.field_1);
    let at = 0;
    // Levels have their length in front of them.
    for (const max of [maxRepetition, maxDefinition]) {
      if (max === 0) continue;
      checkRuns(page, at + 4, levelBits(max), values);
      at += 4 + new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(at, true);
    }
    // How many are null is for the levels to say: at most all values have an index.
    checkIndices(page.subarray(at), header.field_5.field_2, values, column);
  } else if (header.field_1 === 3) {
    const {
      field_1: values,
      field_2: nulls,
      field_4: encoding,
      field_5: definitions,
      field_6: repetitions,
    } = header.field_8;
    if (maxRepetition > 0) checkRuns(bytes, 0, levelBits(maxRepetition), values);
    if (maxDefinition > 0 && definitions > 0) checkRuns(bytes, repetitions, levelBits(maxDefinition), values);
    const rest = bytes.subarray(definitions + repetitions);
    const packed = header.field_8.field_7 !== false;
    const page = packed && rest.length > 0 ? decompress(rest, length - definitions - repetitions) : rest;
    checkIndices(page, encoding, values - nulls, column);
  }
}

/** Runs of dictionary indices, and of truth values; other encodings take no more than they are. */
function checkIndices(page: Uint8Array, encoding: number, most: number, { isBoolean }: PageColumn): void {
  const indices = encoding === 2 || encoding === 8;
  if ((!indices && encoding !== 3) || most <= 0 || page.length === 0) return;
  const width = isBoolean ? 1 : (page[0] ?? 0);
  if (width > 32) throw new CrookedPages('indices are too wide');
  const start = isBoolean ? 4 : 1;
  if (width > 0) checkShort(page, start, width, most);
}

/** Nulls have no index, so that runs may end before `most`: then they end with the page. */
function checkShort(page: Uint8Array, start: number, width: number, most: number): void {
  try {
    checkRuns(page, start, width, most);
  } catch (error) {
    if (!(error instanceof CrookedPages) || error.message !== 'runs break off') throw error;
  }
}

/** By the type of the page, whose own header must be whole: the library takes what is missing for NaN and does not end. */
function sizesOf(header: Header, compressedBytes: number): Pick<Page, 'values' | 'rows'> {
  const fields = (own: Header | undefined, to: number): number[] => {
    if (typeof own !== 'object') throw new CrookedPages('a page has no header');
    return Array.from({ length: to }, (_, i) => count(own[`field_${i + 1}`]));
  };
  if (header.field_1 === 0) {
    const [values = 0] = fields(header.field_5, 4);
    return { values, rows: values };
  }
  if (header.field_1 === 2) return { values: fields(header.field_7, 2)[0] ?? 0, rows: 0 };
  if (header.field_1 === 3) {
    const [values = 0, nulls = 0, , , definitions = 0, repetitions = 0] = fields(header.field_8, 6);
    if (definitions + repetitions > compressedBytes) throw new CrookedPages('a page is shorter than its levels');
    if (nulls > values) throw new CrookedPages('a page has more nulls than values');
    return { values, rows: values - nulls };
  }
  if (header.field_1 === 1) return { values: 0, rows: 0 };
  throw new CrookedPages('a page is of no known type');
}

function count(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw new CrookedPages('a page has no size');
  return value;
}
