import * as fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { bytes, file, importTexts } from '../corpus/testing/import-texts';
import { joined } from '../encoding/byte-source';
import { importerFor } from './choose-importer';
import { importers } from './index';
import { ElementScanner } from './json/element-scanner';
import { cutPlace } from './text/cut-place';

const rows = [
  { title: 'One', text: 'A first text, with "quotes",\nand a second line.', year: 1851 },
  { title: 'Zwei', text: 'Größe und Füße; 漢字 und 😀 zugleich.', year: 1852 },
  { title: '', text: '  spaces around, and a tab\there  ', year: 0 },
];
const table = (delimiter: string) => Papa.unparse(rows, { delimiter, newline: '\r\n' });

/** For every importer: a file of it, the texts that it holds, and files that break its rules. A new importer needs an entry here. */
const cases: Readonly<Record<string, { good: string; texts: readonly string[]; hostile: readonly string[] }>> = {
  text: {
    good: 'Some text.\n\nMore of it.',
    texts: ['Some text.\n\nMore of it.'],
    hostile: ['', '\0\0\0\0', '\u0001\u0002'.repeat(99)],
  },
  jsonl: {
    good: rows.map((row) => JSON.stringify(row)).join('\n'),
    texts: rows.map(({ text }) => text),
    hostile: [
      '{',
      '[]\n{}\nnull\n1\n"',
      '{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}',
      '{"__proto__":{"text":"x y"}}',
    ],
  },
  json: {
    good: JSON.stringify({ version: 1, data: rows, more: [1, 2] }, null, 2),
    texts: rows.map(({ text }) => text),
    hostile: [
      '',
      '[',
      '[[',
      ']',
      '{',
      '}}',
      '[}',
      '{"a":[',
      '[1 2]',
      '"',
      '[""',
      '[{"a":"b"]',
      '['.repeat(10_000),
      'nul',
      '[,,,]',
    ],
  },
  csv: {
    good: table(','),
    texts: rows.map(({ text }) => text),
    hostile: ['"', 'a,b\n"', ',,,\n,,,', 'a', '\n\n\n', 'a,b\r"c",d\re', '"a"b"c",d\n'],
  },
  tsv: { good: table('\t'), texts: rows.map(({ text }) => text), hostile: ['\t', '"\t"\n"', 'a\tb\n\t\n'] },
};

describe.each(importers.entries.map((entry) => [entry.id, entry] as const))('importer %s', (id, entry) => {
  const ending = entry.extensions[0] ?? '';

  it('declares itself wholly, and is found by each of its endings', async () => {
    expect(Object.keys(cases)).toContain(id);
    expect(entry.label).not.toBe('');
    expect(entry.help).toMatch(/\.$/);
    expect(entry.extensions.length).toBeGreaterThan(0);
    for (const extension of entry.extensions) {
      expect(extension).toMatch(/^[a-z0-9]+$/);
      expect(importerFor(`a/b.c/NAME.${extension.toUpperCase()}`)).toBe(entry);
    }
    expect((await entry.load()).kind).toBe(entry.kind);
  });

  it('brings every text back, and the bytes that it came from', async () => {
    const { good, texts } = cases[id] ?? { good: '', texts: [] };
    for (const contents of [bytes(good), joined([Uint8Array.of(0xef, 0xbb, 0xbf), bytes(good)])]) {
      const result = await importTexts([file(`a.${ending}`, contents)]);
      expect(result.texts).toEqual(texts);
      expect(result.codes).toEqual([]);
      expect(result.source.files[0]).toMatchObject({
        importer: id,
        documents: texts.length,
        sizeBytes: contents.length,
      });
      for (const { provenance, text } of result.parts) {
        const raw = new TextDecoder().decode(contents.subarray(provenance.byteStart, provenance.byteEnd));
        if (id === 'text') expect(raw).toBe(text);
        else if (id.startsWith('json')) expect(JSON.parse(raw).text).toBe(text);
        else expect(Papa.parse<string[]>(raw, { delimiter: id === 'csv' ? ',' : '\t' }).data).toHaveLength(1);
      }
    }
  });

  it('reads or explains whatever it is given', async () => {
    for (const hostile of cases[id]?.hostile ?? []) {
      const { source } = await importTexts([file(`a.${ending}`, hostile), file('fine.txt', 'fine')]);
      expect(source.files).toHaveLength(2);
      const [bad, fine] = source.files;
      expect(fine?.documents).toBe(1);
      if (bad?.documents === 0) expect(bad.problems.length, JSON.stringify(hostile.slice(0, 40))).toBeGreaterThan(0);
      for (const problem of bad?.problems ?? []) {
        expect(problem.where).toContain(`a.${ending}`);
        expect(problem.remedy).not.toBe('');
        expect(problem.code).toMatch(/^import\//);
      }
    }
  });

  it('survives a few hundred mutated files: always a result, every problem with the name of the file', async () => {
    const seed = bytes((cases[id]?.good ?? '').repeat(3));
    const mutation = fc.record({ at: fc.nat(), cut: fc.nat(6), put: fc.uint8Array({ maxLength: 6 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 6 }), async (mutations) => {
        let contents: Uint8Array = seed;
        for (const { at, cut, put } of mutations) {
          const place = at % (contents.length + 1);
          contents = joined([contents.subarray(0, place), put, contents.subarray(place + cut)]);
        }
        const name = `mutated.${ending}`;
        const { source, texts } = await importTexts([file(name, contents)]);
        expect(source.documents).toBe(texts.length);
        for (const { where, code } of source.files[0]?.problems ?? []) {
          expect(where).toContain(name);
          expect(code).not.toBe('unforeseen');
        }
        if (texts.length === 0) expect(source.files[0]?.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });
});

it('an unknown ending is text', () => {
  for (const name of ['a', 'a.xyz', '.hidden', 'a.b/c']) expect(importerFor(name).id).toBe('text');
});

describe('ElementScanner', () => {
  const scan = (text: string, cuts: readonly number[]) => {
    const scanner = new ElementScanner();
    const found = [0, ...cuts].flatMap((from, i) => scanner.push(text.slice(from, cuts[i] ?? text.length)));
    scanner.end();
    return { found, scanner };
  };

  it('finds the elements of any array, wherever the text is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { minLength: 1 }),
        fc.constantFrom(0, 2),
        fc.array(fc.nat()),
        (values, indent, places) => {
          for (const wrapped of [values, { before: { x: 'a' }, list: values }]) {
            const text = JSON.stringify(wrapped, null, indent);
            const cuts = places.map((place) => place % text.length).sort((a, b) => a - b);
            const { found, scanner } = scan(text, cuts);
            expect(scanner.complete).toBe(true);
            // As JSON has them: -0 is 0.
            expect(found.map((element) => JSON.parse(element.text))).toEqual(JSON.parse(JSON.stringify(values)));
            for (const { text: element, start, end } of found) expect(text.slice(start, end)).toBe(element);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('passes over empty arrays before the one that holds something', () => {
    const text = '{"errors": [], "warnings": [ ], "data": [{"a": 1}, "b"], "more": ["c"]}';
    for (const at of [1, 12, 28, 45])
      expect(scan(text, [at]).found.map((element) => element.text)).toEqual(['{"a": 1}', '"b"']);
  });

  it('takes an object without an array as one element', () => {
    const text = '{"text": "one ] thing", "more": {"a": [1]}}';
    for (const at of [1, 5, 12, 20, 30]) expect(scan(text, [at]).found.map((element) => element.text)).toEqual([text]);
  });
});

describe('tables', () => {
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

describe('columns', () => {
  it('the proposal prefers running text over long codes and addresses', async () => {
    const data = Array.from({ length: 30 }, (_, i) => ({
      url: `https://example.org/${'path/'.repeat(30)}${i}`,
      hash: 'deadbeef'.repeat(40),
      note: 'A short remark.',
      story: `Once there was a hen, and she was number ${i} of many.`,
    }));
    const { source } = await importTexts([file('a.jsonl', data.map((row) => JSON.stringify(row)).join('\n'))]);
    expect(source.columns?.chosen).toEqual(['story']);
    expect(source.columns?.available.map(({ name }) => name)).toEqual(['url', 'hash', 'note', 'story']);
  });

  it('several files of a drop are read by the same columns, and a missing one is said', async () => {
    const a = file('a.jsonl', '{"text":"one two three","other":"x"}\n');
    const b = file('b.jsonl', `{"text":"four five","other":"${'long words '.repeat(90)}"}\n`);
    expect((await importTexts([a, b])).texts).toEqual(['one two three', 'four five']);
    const c = file('c.csv', 'id,note\n1,quite another table\n');
    const { codes, texts } = await importTexts([a, c], { columns: ['text'] });
    expect(codes).toEqual(['import/column-missing']);
    expect(texts).toEqual(['one two three', 'quite another table']);
  });

  it('keys may hold dots', async () => {
    expect((await importTexts([file('a.jsonl', '{"a.b":{"c":"dotted words here"}}')])).texts).toEqual([
      'dotted words here',
    ]);
  });
});

it('cuts before white space that follows a non-space, never inside a pair', () => {
  expect(cutPlace('one two  three', 11)).toBe(7);
  expect(cutPlace('one two', 3)).toBe(3);
  expect(cutPlace('    x', 3)).toBe(3);
  expect(cutPlace('😀😀', 3)).toBe(2);
  expect(cutPlace('😀😀', 2)).toBe(2);
});
