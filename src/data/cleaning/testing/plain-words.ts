/** Material for the tests of cleaning; imported by tests only. */

/** Word number `i`, different for each, of `length` letters (at least 4). */
export function word(i: number, length = 5): string {
  let name = '';
  for (let rest = i, k = 0; k < 4; k++, rest = Math.floor(rest / 20)) name += 'bcdfghjklmnpqrstvwxz'.charAt(rest % 20);
  return name.padEnd(length, 'e');
}

/** So many different words. */
export const wordsFrom = (from: number, count: number, length = 5): string[] =>
  Array.from({ length: count }, (_, i) => word(from + i, length));

export const prose = (count: number, length = 5): string => wordsFrom(0, count, length).join(' ');
