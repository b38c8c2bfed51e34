import * as fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { PlainRows } from './plain-rows';

/** Rows by papaparse alone, with where each ends. */
function byPapaparse(text: string, last: boolean): { cells: string[]; end: number }[] {
  const rows: { cells: string[]; end: number }[] = [];
  const parser = new Papa.Parser({
    delimiter: ',',
    newline: '\n',
    step: ({ data, meta }) => rows.push({ cells: (data as unknown as string[][])[0] ?? [], end: meta.cursor }),
  });
  if (text !== '') parser.parse(text, 0, !last);
  return rows;
}

function plainly(text: string, last: boolean): { cells: string[]; end: number }[] {
  const rows = new PlainRows(text, ',', '\n', last);
  const read: { cells: string[]; end: number }[] = [];
  for (let cells = rows.read(0); cells; cells = rows.read(rows.end)) read.push({ cells, end: rows.end });
  return read;
}

const cell = fc.oneof(
  fc.constantFrom('', 'a', ' b', 'c"d', 'e ', '\t'),
  fc
    .string({ unit: fc.constantFrom('x', ',', '\n', '"', '\r'), maxLength: 6 })
    .map((s) => `"${s.replaceAll('"', '""')}"`),
  fc.constantFrom('"open', '"a"b', '"a" ', '""""', '"', '"\r'),
);
const row = fc.array(cell, { minLength: 1, maxLength: 4 }).map((cells) => cells.join(','));
const texts = fc
  .tuple(fc.array(fc.tuple(row, fc.constantFrom('\n', '\r\n'))), fc.constantFrom('', 'a,b', '"a,b'))
  .map(([rows, tail]) => rows.flat().join('') + tail);

describe('plain rows', () => {
  it('are those of papaparse, as far as they go', () => {
    let read = 0;
    const property = fc.property(texts, fc.boolean(), (text, last) => {
      const plain = plainly(text, last);
      read += plain.length;
      expect(plain).toEqual(byPapaparse(text, last).slice(0, plain.length));
    });
    fc.assert(property, { seed: 7, numRuns: 2000 });
    expect(read).toBeGreaterThan(1000);
  });

  it('go to the end of a table that is as RFC 4180 has it', () => {
    const rows = Array.from({ length: 300 }, (_, i) => [`${i}`, `says "${'x,\n'.repeat(i % 5)}"`, '', 'end']);
    for (const newline of ['\n', '\r\n']) {
      const text = Papa.unparse(rows, { newline });
      const read = plainly(text, true).map(({ cells }) => cells.map((one) => one.replace(/\r$/, '')));
      expect(read).toEqual(rows);
    }
  });

  it('stop before a row that is not finished or not plain', () => {
    expect(plainly('a,b\n"c', false)).toEqual([{ cells: ['a', 'b'], end: 4 }]);
    expect(plainly('a,b\nc,d', false)).toHaveLength(1);
    expect(plainly('a,b\n"c"d,e\n', true)).toHaveLength(1);
    expect(plainly('', true)).toEqual([]);
  });
});
