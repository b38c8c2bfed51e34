/**
 * Milliseconds since 1970 of a cell that says when something was: a date, with or without a time, in one of the ways of `DATES`, in UTC where it names no
 * zone; or seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by size (each is right for 1973 to 2286). A bare year is its
 * first day. Undefined for anything else: what the platform would guess depends on where it runs, and it takes "Chapter 3" for a day in March.
 */
export function timeValue(cell: string): number | undefined {
  const text = cell.trim();
  if (/^\d{4}$/.test(text)) return Date.UTC(Number(text), 0);
  // Numbers first: a table of times has millions.
  const compact = /^(19|20)\d{6}$/.test(text) ? dateValue(text) : undefined;
  return compact ?? numberValue(text) ?? dateValue(text);
}

function numberValue(text: string): number | undefined {
  if (!/^-?\d+(\.\d+)?([eE]\+?\d+)?$/.test(text)) return undefined;
  const number = Number(text);
  const size = Math.abs(number);
  // A small number is a place in an order (1, 2, 3 ...), which is as good.
  if (size < 1e8) return number;
  if (size < 1e11) return number * 1000;
  if (size < 1e14) return number;
  return size < 1e17 ? number / 1e3 : number / 1e6;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAME = '(?<name>[a-z]{3,9})\\.?';
const YEAR = '(?<year>\\d{4}|\\d{2})';
/** Dots are European, strokes American: "3.4.2023" is in April, "3/4/2023" in March. */
const DATES: readonly RegExp[] = [
  '(?<year>\\d{4})-(?<month>\\d{1,2})-(?<day>\\d{1,2})',
  '(?<year>(?:19|20)\\d{2})(?<month>\\d{2})(?<day>\\d{2})',
  '(?<year>\\d{4})[/.](?<month>\\d{1,2})[/.](?<day>\\d{1,2})',
  `(?<day>\\d{1,2})\\.(?<month>\\d{1,2})\\.${YEAR}`,
  `(?<month>\\d{1,2})/(?<day>\\d{1,2})/${YEAR}`,
  `${NAME} (?<day>\\d{1,2})(?:st|nd|rd|th)?,? ${YEAR}`,
  `(?:[a-z]{3,9},? )?(?<day>\\d{1,2})(?:st|nd|rd|th)?[ -]${NAME},?[ -]${YEAR}`,
].map(
  (date) =>
    new RegExp(
      `^${date}(?:(?:[ T]|, ?)(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2}(?:\\.\\d+)?))? ?(?<half>[ap]m)?)? ?(?<zone>z|utc|gmt|[+-]\\d{2}:?\\d{2})?(?: \\(.*\\))?$`,
      'i',
    ),
);

function dateValue(text: string): number | undefined {
  for (const pattern of DATES) {
    const parts = pattern.exec(text)?.groups;
    if (parts) return utcOf(parts);
  }
  return undefined;
}

/** Undefined for a day that no month has, and for an hour that no day has. */
function utcOf(parts: Readonly<Record<string, string | undefined>>): number | undefined {
  const number = (name: string, otherwise = 0) => Number(parts[name] ?? otherwise);
  const month = parts.name ? MONTHS.indexOf(parts.name.slice(0, 3).toLowerCase()) : number('month') - 1;
  const day = number('day');
  const minutes = number('minute');
  const hours = parts.half ? (number('hour') % 12) + (/p/i.test(parts.half) ? 12 : 0) : number('hour');
  if (hours > 24 || minutes > 59 || number('second') >= 61) return undefined;
  const ms = Date.UTC(fullYear(parts.year ?? ''), month, day);
  const date = new Date(ms);
  if (date.getUTCMonth() !== month || date.getUTCDate() !== day) return undefined;
  return ms + ((hours * 60 + minutes) * 60 + number('second')) * 1000 - zoneMs(parts.zone ?? '');
}

/** POSIX: two digits from 69 on are of the last century. */
const fullYear = (year: string): number =>
  year.length === 4 ? Number(year) : Number(year) + (Number(year) < 69 ? 2000 : 1900);

function zoneMs(zone: string): number {
  const [, sign, hours = 0, minutes = 0] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0;
}
