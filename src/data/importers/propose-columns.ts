import { columnsFor, mappingProblem } from '@/schema/shape';
import type { ColumnChoice, ColumnSummary } from '@/schema/source';
import type { ImportedRecord } from './entry';

/** So many records are looked at before the first document is made. */
export const LOOK_AT_RECORDS = 200;
const EXAMPLE_CHARACTERS = 160;

/** Names that say: here is the text. */
const TEXT_NAMES =
  /^(text|texts|content|contents|body|message|messages|document|story|article|review|comment|post|description|answer|response|completion|output|sentence|line|lyrics|abstract|summary|prose|caption|captions|transcript|transcription|utterance)$/i;

/** Whether the name, or its last part, says that this is text. */
export const isTextName = (name: string): boolean => TEXT_NAMES.test(name.split('.').at(-1) ?? '');

export interface SeenColumn extends ColumnSummary {
  /** Values in order, empty ones left out; long ones cut. */
  readonly values: readonly string[];
  /** Share of the column's texts that are words with spaces between, rather than a number, a date, an address or a code. */
  readonly natural: number;
}

/** What the first records show of each column. */
export function lookAtColumns(records: readonly ImportedRecord[]): SeenColumn[] {
  const seen = new Map<string, { values: string[]; characters: number; natural: number }>();
  for (const record of records) {
    for (const name of record.names()) {
      const column = seen.get(name) ?? { values: [], characters: 0, natural: 0 };
      seen.set(name, column);
      const text = record.cell(name)?.trim() ?? '';
      if (text === '') continue;
      column.values.push(text.slice(0, EXAMPLE_CHARACTERS).toWellFormed());
      column.characters += text.length;
      if (isNatural(text)) column.natural++;
    }
  }
  return [...seen].map(([name, { values, characters, natural }]) => ({
    name,
    example: values[0] ?? '',
    meanCharacters: Math.round(characters / Math.max(1, values.length)),
    filled: values.length / Math.max(1, records.length),
    distinct: new Set(values).size,
    natural: natural / Math.max(1, values.length),
    values,
  }));
}

/** Letters for the most part, and either several words or a script that is written without spaces. */
export function isNatural(text: string): boolean {
  const head = text.slice(0, 400);
  if (/^\w+:\/\/\S*$/.test(head)) return false;
  const letters = head.match(/\p{L}/gu)?.length ?? 0;
  return (
    letters > head.length * 0.5 && (/\S\s+\S/.test(head) || /[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{4}/.test(head))
  );
}

/** The column that looks most like running text: long, natural, in most rows, and better still under a name that says so. Undefined when all are empty. */
export function proposeColumn(columns: readonly SeenColumn[]): string | undefined {
  let best: { name: string; score: number } | undefined;
  for (const { name, meanCharacters, natural, filled } of columns) {
    const named = isTextName(name) ? 4 : 1;
    // A remark in one row is no text of the others.
    const score = meanCharacters * named * (0.05 + natural) * filled;
    if (score > 0 && score > (best?.score ?? 0)) best = { name, score };
  }
  return best?.name;
}

/**
 * Several tables in one drop: all their columns, and all that were used where that still is one mapping. A table of another shape stays out of it: its
 * columns would seem not to be used.
 */
export function mergedColumns(before: ColumnChoice | undefined, more: ColumnChoice): ColumnChoice {
  if (!before) return more;
  if (before.mapping.shape !== more.mapping.shape) return before;
  const known = new Set(before.available.map(({ name }) => name));
  const used = new Set(before.mapping.columns.map(({ name }) => name));
  const columns = [...before.mapping.columns, ...more.mapping.columns.filter(({ name }) => !used.has(name))];
  const both = { shape: before.mapping.shape, columns };
  const fits = mappingProblem(both) === undefined;
  return {
    available: [...before.available, ...more.available.filter(({ name }) => !known.has(name))],
    mapping: fits ? both : before.mapping,
  };
}

/** Names of the columns that a person would call the text of a row. */
export const textColumns = ({ mapping }: ColumnChoice): string[] => [
  ...columnsFor(mapping, 'text'),
  ...columnsFor(mapping, 'source'),
  ...columnsFor(mapping, 'target'),
  ...columnsFor(mapping, 'item'),
];
