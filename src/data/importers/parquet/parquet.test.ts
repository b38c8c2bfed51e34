import { readFileSync } from 'node:fs';
import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { documentsOf } from '@/schema/shape';
import { file, importTexts } from '../../corpus/testing/import-texts';
import { blobSource } from '../../encoding/byte-source';
import { binaryFile } from '../binary-file';
import { cellText } from './cell-text';
import { pagesOf } from './check-pages';
import { checkRuns } from './check-runs';
import { parquetReader } from './read-parquet';

const texts = Array.from({ length: 5000 }, (_, i) => `Row ${i} is a text, größer als ${i % 7}`);
const written = (rowGroupSize: number) =>
  new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'id', data: texts.map((_, i) => i), type: 'INT32' },
        { name: 'text', data: texts, type: 'STRING' },
        { name: 'more', data: texts.map((_, i) => ({ n: i, list: ['a'] })), type: 'JSON' },
        { name: 'maybe', data: texts.map((_, i) => (i % 2 ? null : `x${i}`)), type: 'STRING', nullable: true },
      ],
      rowGroupSize,
    }),
  );

describe('parquet', () => {
  it('reads every row group, with rows counted through and the bytes of the group', async () => {
    const contents = written(2000);
    const { texts: found, parts, source, codes } = await importTexts([file('a.parquet', contents)]);
    expect(codes).toEqual([]);
    expect(found).toEqual(texts);
    expect(source.columns?.available.map(({ name }) => name)).toEqual(['id', 'text', 'more.n', 'more.list', 'maybe']);
    expect(parts.map(({ provenance }) => provenance.row)).toEqual(texts.map((_, i) => i + 1));
    expect(new Set(parts.map(({ provenance }) => provenance.byteStart)).size).toBe(3);
  });

  it('gives what is in lists and structs, in every row group', async () => {
    const chats = Array.from({ length: 3000 }, (_, i) => [
      { role: 'user', content: `What is ${i} and one?` },
      { role: 'assistant', content: `It is ${i + 1}, and it always will be.` },
    ]);
    const ids = { name: 'id', data: chats.map((_, i) => i), type: 'INT32' as const };
    const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } as const;
    // As pyarrow writes a list of structs.
    const schema: SchemaElement[] = [
      { name: 'schema', num_children: 2 },
      { name: 'id', type: 'INT32', repetition_type: 'REQUIRED' },
      { name: 'messages', repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', repetition_type: 'OPTIONAL', num_children: 2 },
      { name: 'role', ...text },
      { name: 'content', ...text },
    ];
    for (const contents of [
      parquetWriteBuffer({ columnData: [ids, { name: 'messages', data: chats, type: 'JSON' }], rowGroupSize: 1200 }),
      parquetWriteBuffer({
        columnData: [ids, { name: 'messages', data: chats }].map(({ name, data }) => ({ name, data })),
        schema,
        rowGroupSize: 1200,
      }),
    ]) {
      const { texts: found, source, codes } = await importTexts([file('a.parquet', new Uint8Array(contents))]);
      expect(codes).toEqual([]);
      expect(source.columns?.available.map(({ name }) => name)).toEqual([
        'id',
        'messages',
        'messages.role',
        'messages.content',
      ]);
      expect(source.columns?.mapping).toEqual(documentsOf(['messages']));
      expect(found).toEqual(chats.map(([ask, say]) => `user: ${ask?.content}\n\nassistant: ${say?.content}`));
      const said = await importTexts([file('a.parquet', new Uint8Array(contents))], {
        mapping: documentsOf(['messages.content']),
      });
      expect(said.texts).toEqual(chats.map((chat) => chat.map(({ content }) => content).join('\n')));
    }
  });

  it('leaves out rows of null', async () => {
    const { texts: found, codes } = await importTexts([file('a.parquet', written(5000))], {
      mapping: documentsOf(['maybe', 'more.n', 'more.list']),
    });
    expect(found.slice(0, 2)).toEqual(['x0\n\n0\n\na', '1\n\na']);
    expect(codes).toEqual([]);
    const { source } = await importTexts([file('a.parquet', written(5000))], { mapping: documentsOf(['maybe']) });
    expect(source.documents).toBe(2500);
    expect(source.files[0]?.problems[0]).toMatchObject({
      code: 'import/empty-rows',
      count: 2500,
      where: 'a.parquet, row 2',
    });
  });

  it('streams a real file of three million rows, packed by zstd', async () => {
    const blob = new Blob([new Uint8Array(readFileSync('node_modules/vega-datasets/data/flights-3m.parquet'))]);
    const source = binaryFile(blobSource('flights.parquet', blob), async () => blob);
    let rows = 0;
    for await (const records of parquetReader.records(source, { report: () => {}, breathe: async () => {} })) {
      for (const record of records) expect(record.row).toBe(++rows);
      const [first] = records;
      expect(first?.cell('origin')).toMatch(/^[A-Z]{3}$/);
      expect(first?.cell('date')).toMatch(/^2001-/);
      if (rows >= 3000) break;
    }
  });

  it('says what is wrong, and keeps the row groups before', async () => {
    const whole = written(2000);
    const codes = async (contents: Uint8Array) => (await importTexts([file('a.parquet', contents)])).codes;
    expect(await codes(whole.subarray(0, whole.length - 1))).toEqual(['import/damaged-parquet']);
    expect(await codes(whole.subarray(0, 4))).toEqual(['import/damaged-parquet']);
    const { parts } = await importTexts([file('a.parquet', whole)]);
    const { byteStart = 0, byteEnd = 0 } = parts[2500]?.provenance ?? {};
    const broken = whole.slice();
    broken.fill(255, byteStart, byteEnd);
    const result = await importTexts([file('a.parquet', broken)]);
    expect(result.codes).toEqual(['import/damaged-parquet']);
    expect(result.texts).toHaveLength(2000);
    expect(result.source.files[0]?.problems[0]?.where).toBe('a.parquet, row group 2');
    // The first column of that group is one that nobody asks for.
    const elsewhere = whole.slice();
    elsewhere.fill(255, byteStart, byteStart + 40);
    expect((await importTexts([file('a.parquet', elsewhere)])).texts).toEqual(texts);
    expect((await importTexts([file('a.parquet', elsewhere)], { mapping: documentsOf(['id', 'text']) })).codes).toEqual(
      ['import/damaged-parquet'],
    );
  });

  it('reads what pages state of themselves, which decides whether they are read', () => {
    // Thrift's compact protocol: a field is (distance << 4 | type 5), numbers are zigzag varints; a page of 10 values in 40 bytes from none.
    const page = (values: number) => [
      0x15,
      0,
      0x15,
      80,
      0x15,
      0,
      0x2c,
      0x15,
      values * 2,
      0x15,
      0,
      0x15,
      0,
      0x15,
      0,
      0,
      0,
    ];
    const pages = pagesOf(Uint8Array.from([...page(10), ...page(3)]).buffer);
    expect(pages.map(({ values, rows, uncompressedBytes }) => [values, rows, uncompressedBytes])).toEqual([
      [10, 10, 40],
      [3, 3, 40],
    ]);
    const cut = page(10);
    cut[5] = 2;
    expect(() => pagesOf(Uint8Array.from(cut).buffer)).toThrow('cut off');
    const strange = page(10);
    strange[1] = 8;
    expect(() => pagesOf(Uint8Array.from(strange).buffer)).toThrow('no known type');
    strange[1] = 6;
    expect(() => pagesOf(Uint8Array.from(strange).buffer)).toThrow('no header');
  });
});

it('values as text', () => {
  const day = new Date(Date.UTC(2024, 1, 3));
  expect([day, new Date(day.getTime() + 1500), 7n, true, null, new Date(Number.NaN)].map(cellText)).toEqual([
    '2024-02-03',
    '2024-02-03T00:00:01.500Z',
    '7',
    'true',
    undefined,
    undefined,
  ]);
  expect(cellText(Uint8Array.of(0x67, 0xc3, 0xbc))).toBe('gü');
  expect([Uint8Array.of(0xff), Uint8Array.of(0x61, 0)].map(cellText)).toEqual([undefined, undefined]);
  expect(cellText([1n, 2n ** 60n, Uint8Array.of(0x61), null])).toBe('[1,"1152921504606846976","a",null]');
});

it('runs may be as long as their page, with some padding, not longer', () => {
  // A run of 10: (10 << 1), then its value; two groups packed: (2 << 1 | 1), then 16 values of one bit.
  expect(() => checkRuns(Uint8Array.of(20, 1), 0, 1, 10)).not.toThrow();
  expect(() => checkRuns(Uint8Array.of(5, 0, 0), 0, 1, 10)).not.toThrow();
  expect(() => checkRuns(Uint8Array.of(20, 1), 0, 1, 11)).toThrow('break off');
  const run = (count: number) => Uint8Array.of(((count * 2) & 0x7f) | 0x80, ((count * 2) >> 7) & 0x7f, 1);
  expect(() => checkRuns(run(10 + 1024), 0, 1, 10)).not.toThrow();
  expect(() => checkRuns(run(10 + 1025), 0, 1, 10)).toThrow('longer');
});
