/** A column of a table: its head, what it shows of a row, and how. Text is on the left, numbers on the right. */
export interface Column<R> {
  readonly head: string;
  readonly of: (row: R) => string | number | undefined;
  /** Digits after the point. Default: three significant ones. */
  readonly digits?: number;
}

/** Markdown that is also aligned in a terminal. What is not known is a dash. */
export function table<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
  const cells = rows.map((row) => columns.map((column) => shown(column.of(row), column.digits)));
  const right = columns.map((column) => rows.some((row) => typeof column.of(row) === 'number'));
  const widths = columns.map(({ head }, i) => Math.max(3, head.length, ...cells.map((line) => line[i]?.length ?? 0)));
  const line = (texts: readonly string[]) =>
    `| ${texts.map((text, i) => (right[i] ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, i) => (right[i] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(columns.map(({ head }) => head)), line(rule), ...cells.map(line)].join('\n');
}

/** 1,234 · 12.3 · 0.0123 · with `digits`, so many after the point. */
export function shown(value: string | number | undefined, digits?: number): string {
  if (value === undefined || (typeof value === 'number' && Number.isNaN(value))) return '-';
  if (typeof value === 'string') return value;
  if (digits !== undefined)
    return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
