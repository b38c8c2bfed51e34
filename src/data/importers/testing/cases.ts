import Papa from 'papaparse';
import { bytes } from '../../corpus/testing/import-texts';

/** What the tests of every importer need of a format. */
export interface ImporterCase {
  /** A valid file, and the texts that it holds. */
  readonly good: string | Uint8Array | (() => Promise<Uint8Array>);
  readonly texts: readonly string[];
  /** Files that break the format's rules. */
  readonly hostile: readonly (string | Uint8Array)[];
  /** Whether the bytes that a document claims to come from, decoded, are its own. */
  readonly isOwn?: (raw: string, text: string) => boolean;
}

const rows = [
  { title: 'One', text: 'A first text, with "quotes",\nand a second line.', year: 1851 },
  { title: 'Zwei', text: 'Größe und Füße; 漢字 und 😀 zugleich.', year: 1852 },
  { title: '', text: '  spaces around, and a tab\there  ', year: 0 },
];
const texts = rows.map(({ text }) => text);
const table = (delimiter: string) => Papa.unparse(rows, { delimiter, newline: '\r\n' });
const oneRow = (delimiter: string) => (raw: string) => Papa.parse<string[]>(raw, { delimiter }).data.length === 1;
const ownJson = (raw: string, text: string) => JSON.parse(raw).text === text;
const same = (raw: string, text: string) => raw === text;

/** For every importer, by id. A new importer needs an entry here. */
export const cases: Readonly<Record<string, ImporterCase>> = {
  text: {
    good: 'Some text.\n\nMore of it.',
    texts: ['Some text.\n\nMore of it.'],
    hostile: ['', '\0\0\0\0', '\u0001\u0002'.repeat(99)],
    isOwn: same,
  },
  markdown: {
    good: '---\ntitle: Größe\n---\n\n# A heading\n\nSome *text*.\n\n---\n\nMore.',
    texts: ['# A heading\n\nSome *text*.\n\n---\n\nMore.'],
    hostile: ['', '---', '---\n', '---\na: b\n---\n', '---\n'.repeat(1000), '+++\na\n+++'],
    isOwn: same,
  },
  code: {
    good: '#!/usr/bin/env python3\nprint("Größe", 1 < 2)\n',
    texts: ['#!/usr/bin/env python3\nprint("Größe", 1 < 2)\n'],
    hostile: ['', '\0'.repeat(99)],
    isOwn: same,
  },
  html: {
    good: '<!doctype html><html><head><title>Füße &amp; more</title></head><body><p>One\n two</p><ul><li>three<li>four</ul></body></html>',
    texts: ['Füße & more\n\nOne two\n\nthree\nfour'],
    hostile: [
      '',
      '<',
      '<!--',
      '<p',
      '</',
      '&',
      '&#xFFFFFFFF;',
      '<b>'.repeat(50_000),
      '<script>',
      `<p ${'a'.repeat(9999)}`,
    ],
    isOwn: (raw) => raw.startsWith('<!doctype') && raw.endsWith('</html>'),
  },
  jsonl: {
    good: rows.map((row) => JSON.stringify(row)).join('\n'),
    texts,
    hostile: [
      '{',
      '[]\n{}\nnull\n1\n"',
      '{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}',
      '{"__proto__":{"text":"x y"}}',
    ],
    isOwn: ownJson,
  },
  json: {
    good: JSON.stringify({ version: 1, data: rows, more: [1, 2] }, null, 2),
    texts,
    hostile: [
      ...['', '[', '[[', ']', '{', '}}', '[}', '{"a":[', '[1 2]', '"', '[""', '[{"a":"b"]', 'nul', '[,,,]'],
      '['.repeat(10_000),
    ],
    isOwn: ownJson,
  },
  csv: {
    good: table(','),
    texts,
    hostile: ['"', 'a,b\n"', ',,,\n,,,', 'a', '\n\n\n', 'a,b\r"c",d\re', '"a"b"c",d\n'],
    isOwn: oneRow(','),
  },
  tsv: { good: table('\t'), texts, hostile: ['\t', '"\t"\n"', 'a\tb\n\t\n'], isOwn: oneRow('\t') },
};

export async function goodFile({ good }: ImporterCase): Promise<Uint8Array> {
  if (typeof good === 'function') return good();
  return typeof good === 'string' ? bytes(good) : good;
}
