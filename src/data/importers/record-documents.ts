import { LoamError } from '@/base/errors';
import { MAX_PART_CHARACTERS } from '@/schema/document';
import type { ColumnChoice } from '@/schema/source';
import type { ImportedPart, ImportedRecord, ReadContext } from './entry';
import { LOOK_AT_RECORDS, lookAtColumns, proposeColumn, type SeenColumn } from './propose-columns';
import { cutPlace } from './text/cut-place';

/** The first batch may have many more records, which would tell no more. */
const MOST_LOOKED_AT = 1000;

/** Columns wanted: the person's, who must get them, or those that an earlier file of the same drop was read by. */
export interface WantedColumns {
  readonly names: readonly string[];
  readonly byPerson: boolean;
}

/**
 * Turns records into documents: the chosen columns joined by a blank line. Without a choice the first records are looked at and a column is
 * proposed. Records without text are counted and left out. `choice` is there once the first batch is.
 */
export class RecordDocuments {
  choice: ColumnChoice | undefined;
  private waiting: ImportedRecord[] = [];

  constructor(
    private readonly path: string,
    private readonly context: ReadContext,
    private readonly wanted?: WantedColumns,
  ) {}

  async *parts(batches: AsyncIterable<ImportedRecord[]>): AsyncGenerator<ImportedPart[]> {
    let failure: unknown;
    try {
      for await (const records of batches) {
        if (this.choice) {
          yield this.documents(records);
          continue;
        }
        this.waiting.push(...records);
        if (this.waiting.length >= LOOK_AT_RECORDS) yield this.decided();
      }
    } catch (error) {
      failure = error;
    }
    // A file that breaks off among its first records gives those all the same.
    if (!this.choice && (this.waiting.length > 0 || failure === undefined)) yield this.decided();
    if (failure !== undefined) throw failure;
  }

  private decided(): ImportedPart[] {
    const records = this.waiting;
    this.waiting = [];
    const seen = lookAtColumns(records.slice(0, MOST_LOOKED_AT));
    const chosen = this.choose(seen);
    const available = seen.map(({ name, example, meanCharacters }) => ({ name, example, meanCharacters }));
    this.choice = { available, chosen };
    return this.documents(records);
  }

  private choose(seen: readonly SeenColumn[]): readonly string[] {
    const there = this.wanted?.names.filter((wanted) => seen.some(({ name }) => name === wanted)) ?? [];
    if (there.length > 0) return there;
    const proposal = proposeColumn(seen);
    if (proposal === undefined) throw noText(this.path, seen.length === 0);
    if (this.wanted?.byPerson)
      this.context.report({
        severity: 'warning',
        code: 'import/column-missing',
        what: `This file has none of the chosen columns; "${proposal}" was taken`,
        where: this.path,
        remedy: 'Choose this column too, or remove the file from the drop.',
      });
    return [proposal];
  }

  private documents(records: readonly ImportedRecord[]): ImportedPart[] {
    const chosen = this.choice?.chosen ?? [];
    const parts: ImportedPart[] = [];
    for (const record of records) {
      let text = '';
      for (const name of chosen) {
        const cell = record.cell(name);
        if (cell === undefined || cell.trim() === '') continue;
        text = text === '' ? cell : `${text}\n\n${cell}`;
      }
      if (text === '') this.emptyRow(record.row);
      else pushParts(parts, text, record);
    }
    return parts;
  }

  private emptyRow(row: number): void {
    this.context.report({
      severity: 'warning',
      code: 'import/empty-rows',
      what: `This row has no text in ${(this.choice?.chosen ?? []).map((name) => `"${name}"`).join(', ')} and was left out`,
      where: `${this.path}, row ${row}`,
      remedy: 'Choose another text column if these rows matter.',
    });
  }
}

/** All parts of a record's document have the range of the record: inside it, quotes and escapes come between text and bytes. */
function pushParts(parts: ImportedPart[], text: string, { row, byteStart, byteEnd }: ImportedRecord): void {
  let rest = text;
  while (rest.length > MAX_PART_CHARACTERS) {
    const at = cutPlace(rest, MAX_PART_CHARACTERS);
    parts.push({ text: rest.slice(0, at), lastPart: false, row, byteStart, byteEnd });
    rest = rest.slice(at);
  }
  parts.push({ text: rest, lastPart: true, row, byteStart, byteEnd });
}

function noText(path: string, noRecords: boolean): LoamError {
  return new LoamError({
    code: 'import/no-text',
    what: noRecords ? 'There is no record in this file' : 'No column of this file holds any text',
    where: path,
    remedy: 'Give a file with at least one column of text.',
  });
}
