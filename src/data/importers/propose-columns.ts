import type { ColumnChoice } from '@/schema/source';
import type { ImportedRecord } from './entry';

/** So many records are looked at before the first document is made. */
export const LOOK_AT_RECORDS = 200;
const EXAMPLE_CHARACTERS = 160;

/** Names that say: here is the text. */
const TEXT_NAMES =
  /^(text|texts|content|contents|body|message|messages|document|story|article|review|comment|post|description|answer|response|completion|output|sentence|line|lyrics|abstract|summary|prose)$/i;

export interface SeenColumn {
  readonly name: string;
  readonly example: string;
  readonly meanCharacters: number;
  /** Share of the column's texts that are words with spaces between, rather than a number, a date, an address or a code. */
  readonly natural: number;
}

/** What the first records show of each column. */
export function lookAtColumns(records: readonly ImportedRecord[]): SeenColumn[] {
  const seen = new Map<string, { example: string; characters: number; filled: number; natural: number }>();
  for (const record of records) {
    for (const name of record.names()) {
      const column = seen.get(name) ?? { example: '', characters: 0, filled: 0, natural: 0 };
      seen.set(name, column);
      const text = record.cell(name)?.trim() ?? '';
      if (text === '') continue;
      column.example ||= text.slice(0, EXAMPLE_CHARACTERS).toWellFormed();
      column.characters += text.length;
      column.filled++;
      if (isNatural(text)) column.natural++;
    }
  }
  return [...seen].map(([name, { example, characters, filled, natural }]) => ({
    name,
    example,
    meanCharacters: Math.round(characters / Math.max(1, filled)),
    natural: natural / Math.max(1, filled),
  }));
}

/** Letters for the most part, and either several words or a script that is written without spaces. */
function isNatural(text: string): boolean {
  const head = text.slice(0, 400);
  if (/^\w+:\/\/\S*$/.test(head)) return false;
  const letters = head.match(/\p{L}/gu)?.length ?? 0;
  return (
    letters > head.length * 0.5 && (/\S\s+\S/.test(head) || /[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{4}/.test(head))
  );
}

/** The column that looks most like running text: long, natural, and better still under a name that says so. Undefined when all are empty. */
export function proposeColumn(columns: readonly SeenColumn[]): string | undefined {
  let best: { name: string; score: number } | undefined;
  for (const { name, meanCharacters, natural } of columns) {
    const named = TEXT_NAMES.test(name.split('.').at(-1) ?? '') ? 4 : 1;
    const score = meanCharacters * named * (0.05 + natural);
    if (score > 0 && score > (best?.score ?? 0)) best = { name, score };
  }
  return best?.name;
}

/** Several tables in one drop: all their columns, and all that were used. */
export function mergedColumns(before: ColumnChoice | undefined, more: ColumnChoice): ColumnChoice {
  if (!before) return more;
  const known = new Set(before.available.map(({ name }) => name));
  return {
    available: [...before.available, ...more.available.filter(({ name }) => !known.has(name))],
    chosen: [...new Set([...before.chosen, ...more.chosen])],
  };
}
