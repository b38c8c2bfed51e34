import type { BinaryFile } from '../binary-file';
import { columnNames } from '../csv/dialect';
import type { ImportedRecord, RecordReader } from '../entry';
import { MarkupScanner } from '../markup/markup-scanner';
import { openPackage } from '../zip-package/open-package';
import { type SheetRow, SheetRows } from './sheet-rows';
import { readWorkbook } from './workbook';

/** The names of the columns are judged from so many rows. */
const LOOK_AT_ROWS = 20;

/** Rows of all sheets, streamed; shared texts are held. `row` is that of the sheet. Ranges are those of the whole file: it is compressed. */
export const xlsxReader: RecordReader<BinaryFile> = {
  kind: 'records',
  async *records(file, { breathe }) {
    const zip = await openPackage(file, 'Excel workbook (.xlsx)');
    const workbook = await readWorkbook(zip, file.path);
    for (const sheet of workbook.sheets) {
      const name = workbook.sheets.length > 1 ? sheet.name : undefined;
      const table = new SheetTable(name, file.sizeBytes);
      const rows = new SheetRows(workbook);
      const scanner = new MarkupScanner('xml', rows);
      for await (const text of zip.text(sheet.part)) {
        await breathe();
        scanner.write(text);
        const records = table.add(rows.taken());
        if (records.length > 0) yield records;
      }
      scanner.finish();
      const records = [...table.add(rows.taken()), ...table.finish()];
      if (records.length > 0) yield records;
    }
  },
};

/** Gives the rows of a sheet the names of their columns. */
class SheetTable {
  private waiting: SheetRow[] | undefined = [];
  private names: readonly string[] = [];
  private hasHeader = false;

  constructor(
    private readonly sheet: string | undefined,
    private readonly sizeBytes: number,
  ) {}

  add(rows: readonly SheetRow[]): ImportedRecord[] {
    const filled = rows.filter(({ cells }) => cells.size > 0);
    if (!this.waiting) return filled.map((row) => this.record(row));
    this.waiting.push(...filled);
    return this.waiting.length >= LOOK_AT_ROWS ? this.finish() : [];
  }

  /** The rows that waited for their names. */
  finish(): ImportedRecord[] {
    const rows = this.waiting ?? [];
    this.waiting = undefined;
    const lists = rows.map(({ cells }) => {
      const width = [...cells.keys()].reduce((most, column) => Math.max(most, column + 1), 0);
      return Array.from({ length: width }, (_, column) => cells.get(column) ?? '');
    });
    if (rows.length > 0) ({ names: this.names, hasHeader: this.hasHeader } = columnNames(lists));
    return rows.slice(this.hasHeader ? 1 : 0).map((row) => this.record(row));
  }

  private record({ number, cells }: SheetRow): ImportedRecord {
    const byName = new Map<string, string>();
    for (const [column, text] of cells) byName.set(this.names[column] ?? `column ${column + 1}`, text);
    if (this.sheet !== undefined) byName.set('sheet', this.sheet);
    const names = new Set([...this.names, ...byName.keys()]);
    return { row: number, byteStart: 0, byteEnd: this.sizeBytes, names: () => names, cell: (name) => byName.get(name) };
  }
}
