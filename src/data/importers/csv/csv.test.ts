import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { bytes, file, importTexts } from '../../corpus/testing/import-texts';

describe('tables', () => {
  it("Excel's own first line says what separates the cells", async () => {
    const contents = 'sep=;\r\ntext;label\r\nA long, long text;x\r\nAnother, as long;y\r\n';
    const { texts, rows, parts } = await importTexts([file('a.csv', contents)]);
    expect(texts).toEqual(['A long, long text', 'Another, as long']);
    expect(rows[0]?.head?.fields.map(({ name }) => name)).toEqual(['text', 'label']);
    const { byteStart, byteEnd } = parts[1]?.provenance ?? {};
    expect(contents.slice(byteStart, byteEnd)).toBe('Another, as long;y');
  });

  it('are read as papaparse reads them whole, however large', async () => {
    const long = Array.from({ length: 4000 }, (_, i) => [
      String(i),
      `Row ${i} says "${'x, '.repeat(i % 40)}"\nand ends.`,
      'z',
    ]);
    const csv = Papa.unparse([['id', 'text', 'z'], ...long]);
    const { texts, parts } = await importTexts([file('a.csv', csv)]);
    expect(texts).toEqual(long.map(([, text]) => text));
    const contents = bytes(csv);
    for (const i of [0, 1, 1999, 3999]) {
      const { byteStart = 0, byteEnd = 0, row } = parts[i]?.provenance ?? {};
      expect(row).toBe(i + 2);
      expect(Papa.parse(new TextDecoder().decode(contents.subarray(byteStart, byteEnd))).data).toEqual([long[i]]);
    }
  });

  it('without a header are read from the first row', async () => {
    const { texts, source } = await importTexts([file('a.csv', '1,some words here\n2,some more words\n')]);
    expect(texts).toEqual(['some words here', 'some more words']);
    expect(source.columns?.available.map(({ name }) => name)).toEqual(['column 1', 'column 2']);
  });

  it('say which rows have no text, and which column is empty', async () => {
    const { texts, source, codes } = await importTexts([
      file('a.csv', 'id,text,empty\n1,a text here,\n2,,\n3,another text,\n'),
    ]);
    expect(texts).toEqual(['a text here', 'another text']);
    expect(codes).toEqual(['import/empty-rows']);
    expect(source.files[0]?.problems[0]?.where).toBe('a.csv, row 3');
    expect(source.columns?.available.find(({ name }) => name === 'empty')).toMatchObject({
      example: '',
      meanCharacters: 0,
    });
  });

  it('a cell of ten megabytes is one document in parts', async () => {
    const text = 'all in one cell '.repeat(650_000);
    const { texts } = await importTexts([file('a.csv', `id,text\n1,"${text}"\n2,short text\n`)]);
    expect(texts[0] === text).toBe(true);
    expect(texts[1]).toBe('short text');
  });
});
