/**
 * Milliseconds since 1970 of a cell that says when something was: a date as ISO 8601 or as the platform reads it, or seconds, milliseconds,
 * microseconds or nanoseconds since 1970, told apart by size (each is right for 1973 to 2286). A bare year is its first day. Undefined for
 * anything else.
 */
export function timeValue(cell: string): number | undefined {
  const text = cell.trim();
  if (/^\d{4}$/.test(text)) return Date.UTC(Number(text), 0);
  if (/^-?\d+(\.\d+)?([eE]\+?\d+)?$/.test(text)) {
    const number = Number(text);
    const size = Math.abs(number);
    // A small number is a place in an order (1, 2, 3 ...), which is as good.
    if (size < 1e8) return number;
    if (size < 1e11) return number * 1000;
    if (size < 1e14) return number;
    return size < 1e17 ? number / 1e3 : number / 1e6;
  }
  // Without a time zone it would depend on where the studio runs.
  const zoned = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text) ? `${text.replace(' ', 'T')}Z` : text;
  const ms = /\d/.test(text) ? Date.parse(zoned) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
