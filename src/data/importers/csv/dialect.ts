import Papa from 'papaparse';

export interface Dialect {
  readonly delimiter: string;
  readonly newline: '\n' | '\r';
  readonly columns: readonly string[];
  /** Whether the first row names the columns. */
  readonly hasHeader: boolean;
}

/** How a table is written, from its first stretch. */
export function dialectOf(sample: string, delimiter?: string): Dialect {
  // LF serves for CR LF too; CR alone is how old Macs ended lines.
  const newline = !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n';
  const { data, meta } = Papa.parse<string[]>(sample, {
    delimiter: delimiter ?? '',
    delimitersToGuess: [',', ';', '\t', '|'],
    newline,
    preview: 20,
  });
  const { names, hasHeader } = columnNames(data);
  return { delimiter: meta.delimiter, newline, hasHeader, columns: names };
}

/** Names of a table's columns from its first rows, and whether the first of them is these names. */
export function columnNames(rows: readonly (readonly string[])[]): { names: readonly string[]; hasHeader: boolean } {
  const first = (rows[0] ?? []).map((cell) => cell.trim());
  const hasHeader = looksLikeHeader(first, rows.slice(1));
  return { names: hasHeader ? distinct(first) : numbered(first.length), hasHeader };
}

/** Names are short and no numbers. A lone column is its name only if it is a word or two: otherwise the first row is a text like the others. */
function looksLikeHeader(first: readonly string[], rows: readonly (readonly string[])[]): boolean {
  if (rows.length === 0) return first.length > 1;
  if (first.some((cell) => cell.length > 80 || (cell !== '' && Number.isFinite(Number(cell))))) return false;
  if (first.length === 1) return (first[0] ?? '').split(/\s+/).length <= 3;
  return true;
}

function distinct(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.map((name, i) => {
    const base = name === '' ? `column ${i + 1}` : name;
    let free = base;
    for (let n = 2; seen.has(free); n++) free = `${base} (${n})`;
    seen.add(free);
    return free;
  });
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `column ${i + 1}`);
