import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';

/** What the pages of a column chunk state of themselves, added up. */
export interface PageTotals {
  values: number;
  uncompressedBytes: number;
}

/** Thrown for pages that are not what the chunk's description says. */
export class CrookedPages extends Error {}

/**
 * Walks over the page headers of a column chunk (parquet.thrift, PageHeader) without reading the pages: what they state decides how much memory
 * is taken for them. Throws CrookedPages, and RangeError where a header runs over the end.
 */
export function checkPages(chunk: ArrayBuffer): PageTotals {
  const totals = { values: 0, uncompressedBytes: 0 };
  const reader = { view: new DataView(chunk), offset: 0 };
  while (reader.offset < chunk.byteLength) {
    const header = deserializeTCompactProtocol(reader);
    const uncompressed = count(header.field_2);
    const compressed = count(header.field_3);
    const data = header.field_5 ?? header.field_7 ?? header.field_8;
    totals.uncompressedBytes += uncompressed;
    totals.values += data === undefined ? 0 : count(data.field_1);
    reader.offset += compressed;
  }
  if (reader.offset > chunk.byteLength) throw new CrookedPages('a page is cut off');
  return totals;
}

function count(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw new CrookedPages('a page has no size');
  return value;
}
