import { describe, expect, it } from 'vitest';
import { documentsOf } from '@/schema/shape';
import { joined } from '../encoding/byte-source';
import { ImportProgress } from './import-progress';
import { bytes, file, importTexts } from './testing/import-texts';

/** As windows-1252 has it: a byte each. */
const latin1 = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
/** More rows than storage is asked for at once, and more text. */
const rows = Array.from({ length: 20_000 }, (_, i) => `Row ${i} ${'of plain words '.repeat(8)}`);
const csv = (last: Uint8Array) => joined([bytes(`text\n${rows.join('\n')}\n`), last, bytes('\n')]);

describe('a file that stops being UTF-8 at its end', () => {
  it('is read again, and what was made of it before is taken back', async () => {
    const { texts, source, parts, codes } = await importTexts(
      [
        file('a.csv', 'text\nGrüße\n'),
        file('b.csv', csv(latin1('Größe und Übermut und schöne Füße'))),
        file('c.txt', 'Zuletzt “dies”.'),
      ],
      { mapping: documentsOf(['text']) },
    );
    expect(codes).toEqual([]);
    expect(texts.length).toBe(rows.length + 3);
    expect(texts[0]).toBe('Grüße');
    expect(texts.slice(1, -2)).toEqual(rows);
    expect(texts.slice(-2)).toEqual(['Größe und Übermut und schöne Füße', 'Zuletzt “dies”.']);
    expect(source.files.map(({ encoding }) => encoding?.how)).toEqual(['valid UTF-8', 'statistics', 'valid UTF-8']);
    expect(source.files.map(({ documents }) => documents)).toEqual([1, rows.length + 1, 1]);
    expect(source.documents).toBe(texts.length);
    expect(source.textBytes).toBe(bytes(texts.join('')).length);
    expect(parts.at(-2)?.provenance).toMatchObject({ file: 'b.csv', row: rows.length + 2 });
  });

  it('says of itself only what its second reading shows', async () => {
    const { source, codes } = await importTexts([
      file('a.jsonl', joined([bytes('{"text":"one"}\n{]\n'), latin1('"Füße"\n')])),
    ]);
    expect(codes).toEqual(['import/json-line']);
    expect(source.files[0]?.problems[0]?.count).toBe(1);
  });

  it('and one that ends in an error names its encoding all the same', async () => {
    const { source, codes } = await importTexts([
      file('a.json', latin1(`"Grüße, schöne Füße, ${'größer '.repeat(40)}`)),
    ]);
    expect(codes).toEqual(['import/json-shape']);
    expect(source.files[0]?.encoding?.how).toBe('statistics');
  });
});

it('progress goes forward only, whatever is read again', () => {
  const told: number[] = [];
  const progress = new ImportProgress(300, ({ done = 0 }) => told.push(done));
  progress.begin('a', 100);
  progress.read(60);
  progress.again();
  for (let i = 0; i < 4; i++) progress.read(50);
  progress.end();
  progress.begin('b', 200);
  progress.read(100);
  progress.end();
  expect(told).toEqual([0, 60, 70, 80, 90, 100, 100, 100, 200, 300]);
});
