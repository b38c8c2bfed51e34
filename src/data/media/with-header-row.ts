import type { ImportedRecord } from '../importers/entry';
import type { Peeked } from './peek';

/**
 * A table without a header is read as if its first row named the columns. Where one of these names is the name of a media file, it is a row
 * like the others: it comes first, and columns have numbers.
 */
export function withHeaderRow(
  records: Peeked<ImportedRecord>,
  isMedia: (name: string) => boolean,
): Peeked<ImportedRecord> {
  const [one] = records.first;
  const names = one ? [...one.names()] : [];
  if (!one || !names.some(isMedia)) return records;
  const header = new Numbered(names, undefined, 1, 0, one.byteStart);
  const number = (record: ImportedRecord) => new Numbered(names, record, record.row, record.byteStart, record.byteEnd);
  return {
    first: [header, ...records.first.map(number)],
    async *all() {
      yield [header];
      for await (const batch of records.all()) yield batch.map(number);
    },
    close: records.close,
  };
}

class Numbered implements ImportedRecord {
  constructor(
    private readonly columns: readonly string[],
    /** Undefined for the header itself. */
    private readonly record: ImportedRecord | undefined,
    readonly row: number,
    readonly byteStart: number,
    readonly byteEnd: number,
  ) {}

  names(): Iterable<string> {
    return this.columns.map((_, i) => `column ${i + 1}`);
  }

  cell(name: string): string | undefined {
    const column = this.columns[Number(name.replace('column ', '')) - 1];
    if (column === undefined || !this.record) return column;
    return this.record.cell(column);
  }
}
