/** Text from a person or a file as plain Markdown text on one line: nothing in it becomes markup, a table cell or HTML. */
export function plain(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~&!]/g, (character) => `\\${character}`);
}

/** A code block whose fence no line of the text can close. */
export function fenced(text: string, language = ''): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A table; cells are Markdown already. `align` has a letter for each column: l or r. */
export function table(head: readonly string[], align: string, rows: readonly (readonly string[])[]): string {
  const rule = [...align].map((side) => (side === 'r' ? '---:' : '---'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** 1234567 as "1,234,567". */
export const count = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 0 });

/** Bytes in powers of 1,000: "1.2 MB". */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let at = 0;
  let rest = value;
  for (; rest >= 999.5 && at < units.length - 1; at++) rest /= 1000;
  return `${Number(rest.toPrecision(3))} ${units[at]}`;
}

/** Seconds: "42 s", "12 min 40 s", "2 h 05 min". */
export function duration(seconds: number): string {
  const all = Math.max(0, Math.round(seconds));
  if (all < 60) return `${all} s`;
  if (all < 3600) return `${Math.floor(all / 60)} min ${all % 60} s`;
  return `${Math.floor(all / 3600)} h ${String(Math.floor((all % 3600) / 60)).padStart(2, '0')} min`;
}
