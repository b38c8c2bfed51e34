/** Letter keys of a QWERTY keyboard; each row is about half a key further right than the one above. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Keys that touch each letter's key. */
export const neighbours: ReadonlyMap<string, readonly string[]> = new Map(
  ROWS.flatMap((row, r) =>
    [...row].map((letter, c) => {
      const above = [ROWS[r - 1]?.[c], ROWS[r - 1]?.[c + 1]];
      const below = [ROWS[r + 1]?.[c - 1], ROWS[r + 1]?.[c]];
      const all = [row[c - 1], row[c + 1], ...above, ...below];
      return [letter, all.filter((other) => other !== undefined)] as const;
    }),
  ),
);

/** What scanners take for one another, both ways. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['rn', 'm'],
  ['cl', 'd'],
  ['vv', 'w'],
  ['ii', 'u'],
  ['li', 'h'],
  ['0', 'O'],
  ['0', 'o'],
  ['1', 'l'],
  ['1', 'I'],
  ['l', 'I'],
  ['5', 'S'],
  ['8', 'B'],
  ['2', 'Z'],
  ['6', 'b'],
  ['9', 'g'],
  ['e', 'c'],
  ['h', 'b'],
  ['u', 'v'],
  ['f', 't'],
];

export const lookAlikes: ReadonlyMap<string, readonly string[]> = (() => {
  const all = new Map<string, string[]>();
  const add = (from: string, to: string) => all.set(from, [...(all.get(from) ?? []), to]);
  for (const [a, b] of PAIRS) {
    add(a, b);
    add(b, a);
  }
  return all;
})();
