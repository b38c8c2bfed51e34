import { ITEM, type RowField, type RowHead, rowText, withoutMarks } from '@/schema/row';
import { type ColumnRole, columnsFor, type Mapping } from '@/schema/shape';
import type { ImportedRecord } from './entry';
import { languageTag } from './language-tag';
import { timeValue } from './time-value';

/** A longer name of a group is cut: it stands in every row. */
const GROUP_CHARACTERS = 200;
const FIELD_ROLES = { text: 'text', source: 'source', target: 'target', label: 'label', item: 'items' } as const;

/** Makes the text of a row (see `schema/row.ts`) from a record's cells. */
export class RowMaker {
  private readonly fields: readonly (RowField & { readonly columns: readonly string[] })[];
  private readonly plain: boolean;
  private readonly plainColumns: readonly string[];
  private readonly named: RowHead['languages'];

  constructor(private readonly mapping: Mapping) {
    // Several columns of labels, or of a source, are one field.
    const sources = columnsFor(mapping, 'source');
    const labels = columnsFor(mapping, 'label');
    this.fields = mapping.columns.flatMap(({ name, role }) => {
      if (role === 'label' || (role === 'source' && name !== sources[0])) return [];
      const field = fieldRole(role);
      const columns = role === 'source' ? sources : [name];
      return field ? [{ name, role: field, columns }] : [];
    });
    if (labels.length > 0) this.fields = [...this.fields, { name: labels.join(', '), role: 'label', columns: labels }];
    this.plain =
      mapping.shape === 'documents' && !mapping.columns.some(({ role }) => role === 'group' || role === 'time');
    this.plainColumns = columnsFor(mapping, 'text');
    this.named = languages(sources[0], columnsFor(mapping, 'target')[0]);
  }

  /**
   * Undefined for a record that has none of the columns filled. `onUnread` hears of a time that is none. `also` is known of the row without its
   * cells: a group of its own gives way to that of a column.
   */
  make(
    record: ImportedRecord,
    onUnread: (cell: string, record: ImportedRecord) => void,
    also: Pick<RowHead, 'media' | 'group'> = {},
  ): string | undefined {
    if (this.plain) return this.plainText(record);
    const values = this.fields.map(({ role, columns }) => this.value(record, role, columns));
    if (values.every((value) => value === '')) return undefined;
    const documents = this.mapping.shape === 'documents';
    const head: RowHead = {
      shape: this.mapping.shape,
      fields: documents ? [{ name: 'text', role: 'text' }] : this.fields.map(({ name, role }) => ({ name, role })),
      ...also,
      ...this.extras(record, onUnread),
    };
    return rowText(head, documents ? [values.filter((value) => value !== '').join('\n\n')] : values);
  }

  /** The one way that millions of rows go. */
  private plainText(record: ImportedRecord): string | undefined {
    let text: string | undefined;
    for (const name of this.plainColumns) {
      const cell = record.cell(name);
      if (cell === undefined || cell.trim() === '') continue;
      const value = withoutMarks(cell);
      text = text === undefined ? value : `${text}\n\n${value}`;
    }
    return text;
  }

  private value(record: ImportedRecord, role: RowField['role'], columns: readonly string[]): string {
    if (role === 'label') return columns.flatMap((name) => listOf(record.cell(name) ?? '', /[|;\n]/)).join(ITEM);
    const cells = columns.map((name) => record.cell(name) ?? '').filter((cell) => cell.trim() !== '');
    if (role === 'items') return itemsOf(cells[0] ?? '').join(ITEM);
    return cells.map(withoutMarks).join('\n\n');
  }

  private extras(
    record: ImportedRecord,
    onUnread: (cell: string, record: ImportedRecord) => void,
  ): Omit<RowHead, 'shape' | 'fields'> {
    const cell = (role: ColumnRole) => {
      const [name] = columnsFor(this.mapping, role);
      const text = name === undefined ? undefined : record.cell(name)?.trim();
      return text === '' ? undefined : text;
    };
    const group = cell('group') ?? cell('user');
    const when = cell('time');
    const time = when === undefined ? undefined : timeValue(when);
    if (when !== undefined && time === undefined) onUnread(when, record);
    const spoken = languages(cell('source language'), cell('target language')) ?? this.named;
    return {
      ...(group === undefined ? {} : { group: withoutMarks(group.slice(0, GROUP_CHARACTERS)).toWellFormed() }),
      ...(time === undefined ? {} : { time }),
      ...(spoken ? { languages: spoken } : {}),
    };
  }
}

const fieldRole = (role: ColumnRole): RowField['role'] | undefined =>
  Object.hasOwn(FIELD_ROLES, role) ? FIELD_ROLES[role as keyof typeof FIELD_ROLES] : undefined;

function languages(source: string | undefined, target: string | undefined): RowHead['languages'] {
  const from = source === undefined ? undefined : languageTag(source);
  const to = target === undefined ? undefined : languageTag(target);
  if (!from && !to) return undefined;
  return { ...(from ? { source: from } : {}), ...(to ? { target: to } : {}) };
}

/** Values of a cell that holds a list; JSON's lists come as lines. */
export const listOf = (cell: string, separator: RegExp): string[] =>
  cell.split(separator).flatMap((item) => withoutMarks(item.trim()) || []);

/** Items of a cell that holds a whole history: lines, else parted by the first of these marks that it has, else by blanks. */
export function itemsOf(cell: string): string[] {
  for (const separator of [/\n/, /[|;]/, /,/]) if (separator.test(cell)) return listOf(cell, separator);
  return listOf(cell, /\s+/);
}
