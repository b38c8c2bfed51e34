import Papa from 'papaparse';
import type { ByteRuler } from '../../encoding/byte-ruler';
import type { TextFile } from '../../encoding/text-file';
import type { ImportedRecord, ReadContext } from '../entry';
import type { Dialect } from './dialect';
import { PlainRows } from './plain-rows';

/** Each means reading what follows again; beyond so many, a row swallows what it will. */
const MAX_STRAY_QUOTES = 100;

/** Turns consecutive text of a table into records, with papaparse where rows are not plain, and keeps count of rows and places. */
export class Table {
  /** Rows so far, header included: 1-based number of the last. */
  private row = 0;
  private strayQuotes = 0;
  private readonly at: ReadonlyMap<string, number>;

  constructor(
    private readonly dialect: Dialect,
    private readonly file: TextFile,
    private readonly ruler: ByteRuler,
    private readonly context: ReadContext,
    /** Where in the text of the file the next row begins. */
    private place = 0,
  ) {
    this.at = new Map(dialect.columns.map((name, i) => [name, i]));
  }

  /** The complete rows of a text; all of it when it is the `last`. `used` says how far they reach. */
  read(text: string, last: boolean): { records: ImportedRecord[]; used: number } {
    const records: ImportedRecord[] = [];
    let used = 0;
    for (;;) {
      const plain = this.readPlain(text, used, last, records);
      used += plain.end;
      if (plain.unfinished || used === text.length) return { records, used };
      const rest = used === 0 ? text : text.slice(used);
      const { end, unclosed } = this.parse(rest, last, records);
      used += end;
      if (!unclosed) return { records, used };
      used += this.readLine(text.slice(used), records);
    }
  }

  /**
   * The first line as a row in which quotation marks mean nothing: one that is never closed would make a single cell of all that
   * follows. Returns how many characters it takes.
   */
  readLine(text: string, records: ImportedRecord[]): number {
    const { delimiter, newline } = this.dialect;
    this.strayQuotes++;
    this.context.report({
      severity: 'warning',
      code: 'import/unclosed-quote',
      what: 'A quotation mark is never closed; its line was read as if it were not there',
      where: `${this.file.bytes.path}, row ${this.row + 1}`,
      remedy: 'Close it, or double the quotation marks inside texts, and drop the file again.',
    });
    const lineEnd = text.indexOf(newline);
    const end = lineEnd < 0 ? text.length : lineEnd + 1;
    const cells = text.slice(0, lineEnd < 0 ? end : lineEnd).split(delimiter);
    this.take(
      cells.map((cell) => cell.replace(/^"/, '')),
      text,
      0,
      end,
      records,
    );
    this.place += end;
    return end;
  }

  /** Rows from `from` on, as long as they are plain. `end` says how many characters they take. */
  private readPlain(
    text: string,
    from: number,
    last: boolean,
    records: ImportedRecord[],
  ): { end: number; unfinished: boolean } {
    const { delimiter, newline } = this.dialect;
    const rows = new PlainRows(text, delimiter, newline, last);
    // `take` counts from where the text begins.
    this.place -= from;
    let end = from;
    for (let cells = rows.read(end); cells; cells = rows.read(end)) {
      this.take(cells, text, end, rows.end, records);
      end = rows.end;
    }
    this.place += end;
    return { end: end - from, unfinished: rows.unfinished };
  }

  private parse(text: string, last: boolean, records: ImportedRecord[]): { end: number; unclosed: boolean } {
    const { delimiter, newline } = this.dialect;
    let end = 0;
    let unclosed = false;
    const parser = new Papa.Parser({
      delimiter,
      newline,
      step: ({ data, meta, errors }) => {
        if (errors.some(({ code }) => code === 'MissingQuotes') && this.strayQuotes < MAX_STRAY_QUOTES) {
          unclosed = true;
          return;
        }
        // In step mode papaparse hands over one row at a time, wrapped in an array; `cursor` is where the next begins.
        const cells = (data as unknown as string[][])[0] ?? [];
        this.take(cells, text, end, meta.cursor, records);
        end = meta.cursor;
      },
    });
    parser.parse(text, 0, !last);
    this.place += end;
    return { end, unclosed };
  }

  /** One row, which stands at `from` to `to` of the text. */
  private take(cells: string[], text: string, from: number, to: number, records: ImportedRecord[]): void {
    const { columns, hasHeader, newline } = this.dialect;
    let end = to;
    if (end > from && text[end - 1] === newline) end--;
    if (end > from && newline === '\n' && text[end - 1] === '\r') {
      end--;
      const tail = cells.at(-1);
      if (tail?.endsWith('\r')) cells[cells.length - 1] = tail.slice(0, -1);
    }
    this.row++;
    if (this.row === 1 && hasHeader) return;
    // An empty line, as at the end of most files, is no row.
    if (from === end) return;
    if (cells.length !== columns.length) this.ragged(cells.length);
    const byteStart = this.ruler.byteAt(this.place + from);
    const byteEnd = this.ruler.byteAt(this.place + end);
    records.push(new TableRow(this.row, byteStart, byteEnd, cells, columns, this.at));
  }

  private ragged(cells: number): void {
    const has = `${cells} ${cells === 1 ? 'cell' : 'cells'}`;
    this.context.report({
      severity: 'warning',
      code: 'import/ragged-rows',
      what: `This row has ${has} where there are ${this.dialect.columns.length} columns; rows whose text is there were kept`,
      where: `${this.file.bytes.path}, row ${this.row}`,
      remedy: 'Look whether quotation marks or delimiters are missing in these rows.',
    });
  }
}

class TableRow implements ImportedRecord {
  constructor(
    readonly row: number,
    readonly byteStart: number,
    readonly byteEnd: number,
    private readonly cells: readonly string[],
    private readonly columns: readonly string[],
    private readonly at: ReadonlyMap<string, number>,
  ) {}

  names(): Iterable<string> {
    return this.columns;
  }

  cell(name: string): string | undefined {
    const at = this.at.get(name);
    return at === undefined ? undefined : this.cells[at];
  }
}
