/** Number formats that every workbook has and that show dates and times (ECMA-376 part 1, section 18.8.30). */
const isBuiltInDate = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58);

/** Whether numbers in a format are dates: letters of dates outside of quotations, colours and conditions. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltInDate(id);
  const plain = code.slice(0, 300).replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return /[ymdhs]/i.test(plain) && !/^general/i.test(plain);
}

/** Excel keeps 15 digits: 0.1 + 0.2 shows as 0.3. */
export function numberText(value: string): string {
  const number = Number(value);
  return value.trim() === '' || !Number.isFinite(number) ? value : String(Number(number.toPrecision(15)));
}

/** A serial day as ISO 8601: date, time or both. Day 60 of the 1900 system is a leap day that never was. */
export function dateText(value: string, from1904: boolean): string {
  const serial = Number(value);
  if (value.trim() === '' || !(serial >= 0 && serial < 2_958_466)) return numberText(value);
  const days = from1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const date = new Date(Math.round((days - 25569) * 86400) * 1000).toISOString().replace(/\.000Z$/, '');
  if (serial < 1 && !from1904) return date.slice(11);
  return date.endsWith('T00:00:00') ? date.slice(0, 10) : date.replace('T', ' ');
}

/** Column number, from 0, of a reference like `AB12`; undefined where there is none. */
export function columnOf(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d/.exec(reference ?? '')?.[1];
  if (!letters) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
