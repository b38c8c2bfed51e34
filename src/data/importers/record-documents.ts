import { LoamError } from '@/base/errors';
import { MAX_PART_CHARACTERS } from '@/schema/document';
import { columnsFor, type Mapping, mappingProblem } from '@/schema/shape';
import type { ColumnChoice } from '@/schema/source';
import type { ImportedPart, ImportedRecord, ReadContext } from './entry';
import { HistoryGatherer } from './history-gatherer';
import { LOOK_AT_RECORDS, lookAtColumns, type SeenColumn, textColumns } from './propose-columns';
import { proposeMapping } from './propose-mapping';
import { RowMaker } from './row-maker';
import { cutPlace } from './text/cut-place';
import { unreadTime } from './unread-time';

/** The first batch may have many more records, which would tell no more. */
const MOST_LOOKED_AT = 1000;

/** Columns wanted: the person's, who must get them, or those that an earlier file of the same drop was read by. */
export interface WantedMapping {
  readonly mapping: Mapping;
  readonly byPerson: boolean;
}

/** Parts handed on at once when histories come out at the end of a file. */
const BATCH = 1000;

/** Handed on at once otherwise: what is written soon is soon garbage. Batches of a megabyte outlive two collections and stay until the large one. */
const BATCH_CHARACTERS = 1 << 16;

/**
 * Turns records into rows of a shape. Without a mapping the first records are looked at and one is proposed. Records without a value in any
 * of the columns are counted and left out. `choice` is there once the first batch is.
 */
export class RecordDocuments {
  choice: ColumnChoice | undefined;
  private waiting: ImportedRecord[] = [];
  private rows: RowMaker | undefined;
  private histories: HistoryGatherer | undefined;

  constructor(
    private readonly path: string,
    private readonly context: ReadContext,
    private readonly wanted?: WantedMapping,
  ) {}

  /** The columns that rows are made of, once the first batch has decided it. */
  get columns(): readonly string[] | undefined {
    return this.choice?.mapping.columns.map(({ name }) => name);
  }

  async *parts(batches: AsyncIterable<ImportedRecord[]>): AsyncGenerator<ImportedPart[]> {
    let failure: unknown;
    try {
      for await (const records of batches) {
        if (this.choice) {
          yield* this.documents(records);
          continue;
        }
        this.waiting.push(...records);
        if (this.waiting.length >= LOOK_AT_RECORDS) yield* this.decided();
      }
    } catch (error) {
      failure = error;
    }
    // A file that breaks off among its first records gives those all the same.
    if (!this.choice && (this.waiting.length > 0 || failure === undefined)) yield* this.decided();
    if (this.histories) yield* this.gathered(this.histories);
    if (failure !== undefined) throw failure;
  }

  private decided(): Iterable<ImportedPart[]> {
    const records = this.waiting;
    this.waiting = [];
    const seen = lookAtColumns(records.slice(0, MOST_LOOKED_AT));
    const mapping = this.choose(seen);
    const available = seen.map(({ name, example, meanCharacters, filled, distinct }) => ({
      name,
      example,
      meanCharacters,
      filled,
      distinct,
    }));
    this.choice = { available, mapping };
    if (columnsFor(mapping, 'user').length > 0 && mapping.shape === 'sequences')
      this.histories = new HistoryGatherer(this.path, mapping);
    else this.rows = new RowMaker(mapping);
    return this.documents(records);
  }

  private choose(seen: readonly SeenColumn[]): Mapping {
    const there = this.wanted && onlySeen(this.wanted.mapping, seen);
    if (there && mappingProblem(there) === undefined) return there;
    const proposal = proposeMapping(seen);
    if (proposal === undefined) throw noText(this.path, seen.length === 0);
    // A table of another kind is no table that lacks a column.
    if (this.wanted?.byPerson && (there?.columns.length || proposal.shape === this.wanted.mapping.shape))
      this.context.report(columnMissing(this.path, this.wanted.mapping, proposal, seen));
    return proposal;
  }

  private *documents(records: readonly ImportedRecord[]): Generator<ImportedPart[]> {
    let parts: ImportedPart[] = [];
    let characters = 0;
    for (const record of records) {
      if (this.histories) {
        if (!this.histories.add(record, this.onUnread)) this.emptyRow(record.row);
        continue;
      }
      const text = this.rows?.make(record, this.onUnread);
      if (text === undefined) this.emptyRow(record.row);
      else {
        pushParts(parts, text, record);
        characters += text.length;
        if (characters < BATCH_CHARACTERS) continue;
        yield parts;
        parts = [];
        characters = 0;
      }
    }
    if (parts.length > 0) yield parts;
  }

  private readonly onUnread = (cell: string, { row }: ImportedRecord) =>
    this.context.report(unreadTime(cell, `${this.path}, row ${row}`));

  private async *gathered(histories: HistoryGatherer): AsyncGenerator<ImportedPart[]> {
    let parts: ImportedPart[] = [];
    for (const history of histories.histories()) {
      pushParts(parts, history.text, history);
      if (parts.length < BATCH) continue;
      yield parts;
      parts = [];
      await this.context.breathe();
    }
    if (parts.length > 0) yield parts;
  }

  private emptyRow(row: number): void {
    this.context.report({
      severity: 'warning',
      code: 'import/empty-rows',
      what: `This row has no text in ${quoted(this.choice ? textColumns(this.choice) : [])} and was left out`,
      where: `${this.path}, row ${row}`,
      remedy: 'Choose another text column if these rows matter.',
    });
  }
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');

/** What of a mapping a table has columns for. */
function onlySeen({ shape, columns }: Mapping, seen: readonly SeenColumn[]): Mapping {
  return { shape, columns: columns.filter(({ name }) => seen.some((column) => column.name === name)) };
}

function columnMissing(
  path: string,
  wanted: Mapping,
  proposal: Mapping,
  seen: readonly SeenColumn[],
): Parameters<ReadContext['report']>[0] {
  const missing = wanted.columns.filter(({ name }) => !seen.some((column) => column.name === name));
  const lacks =
    missing.length === wanted.columns.length
      ? 'has none of the chosen columns'
      : `lacks ${quoted(missing.map(({ name }) => name))}`;
  const taken = textColumns({ available: [], mapping: proposal });
  return {
    severity: 'warning',
    code: 'import/column-missing',
    what: `This file ${lacks}; ${quoted(taken)} ${taken.length === 1 ? 'was' : 'were'} taken`,
    where: path,
    remedy: 'If that is not its text, choose another column or remove the file from the drop.',
  };
}

/** All parts of a record's document have the range of the record: inside it, quotes and escapes come between text and bytes. */
function pushParts(
  parts: ImportedPart[],
  text: string,
  { row, byteStart, byteEnd }: Pick<ImportedRecord, 'row' | 'byteStart' | 'byteEnd'>,
): void {
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
