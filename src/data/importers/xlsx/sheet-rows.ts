import type { MarkupHandler } from '../markup/markup-scanner';
import { localName } from '../zip-package/relationships';
import { columnOf, dateText, numberText } from './cell-value';

/** What the cells of all sheets refer to. */
export interface Workbook {
  readonly strings: readonly string[];
  /** By number of a style: whether its numbers are dates. */
  readonly dates: readonly boolean[];
  readonly from1904: boolean;
}

export interface SheetRow {
  /** As the sheet counts, from 1. */
  readonly number: number;
  /** By column, from 0. */
  readonly cells: ReadonlyMap<number, string>;
}

/** A workbook has at most so many columns; a cell, 32,767 characters. */
const MOST_COLUMNS = 16_384;
const MOST_CELL_CHARACTERS = 1 << 20;

/** Rows of a sheet as its XML comes. */
export class SheetRows implements MarkupHandler {
  private found: SheetRow[] = [];
  private number = 0;
  private cells = new Map<number, string>();
  private column = -1;
  private type = '';
  private style = 0;
  private value = '';
  private inValue = false;
  private phonetic = false;

  constructor(private readonly workbook: Workbook) {}

  open(tag: string, attributes: ReadonlyMap<string, string>): void {
    const name = localName(tag);
    if (name === 'row') {
      const number = Number(attributes.get('r'));
      this.number = Number.isInteger(number) && number > 0 ? number : this.number + 1;
      this.cells = new Map();
      this.column = -1;
    } else if (name === 'c') {
      this.column = columnOf(attributes.get('r')) ?? this.column + 1;
      this.type = attributes.get('t') ?? 'n';
      this.style = Number(attributes.get('s') ?? 0);
      this.value = '';
    } else if (name === 'rPh') this.phonetic = true;
    else if (name === 'v' || name === 't') this.inValue = !this.phonetic;
  }

  close(tag: string): void {
    const name = localName(tag);
    if (name === 'v' || name === 't') this.inValue = false;
    else if (name === 'rPh') this.phonetic = false;
    else if (name === 'c') {
      const text = this.cellText();
      if (text !== '' && this.column < MOST_COLUMNS) this.cells.set(this.column, text);
    } else if (name === 'row') this.found.push({ number: this.number, cells: this.cells });
  }

  text(text: string): void {
    if (this.inValue && this.value.length < MOST_CELL_CHARACTERS) this.value += text;
  }

  taken(): SheetRow[] {
    const rows = this.found;
    this.found = [];
    return rows;
  }

  private cellText(): string {
    const { strings, dates, from1904 } = this.workbook;
    if (this.type === 's') return strings[Number(this.value)] ?? '';
    if (this.type === 'b') return this.value === '1' ? 'true' : 'false';
    // An error like #N/A is no value.
    if (this.type === 'e') return '';
    if (this.type !== 'n') return this.value;
    return dates[this.style] ? dateText(this.value, from1904) : numberText(this.value);
  }
}
