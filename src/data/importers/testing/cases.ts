import { zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import Papa from 'papaparse';
import { bytes } from '../../corpus/testing/import-texts';
import { catalogOf } from './catalog-of';
import { docxOf, epubOf, paragraph, xlsxOf } from './packages';
import { below, pdfOf } from './pdf-of';

/** What the tests of every importer need of a format. */
export interface ImporterCase {
  /** A valid file, and the texts that it holds. */
  readonly good: string | Uint8Array | (() => Promise<Uint8Array>);
  readonly texts: readonly string[];
  /** Codes of what is said of it all the same. */
  readonly warnings?: readonly string[];
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

/** For formats that are zip archives. */
const noPackages = [
  '',
  'PK',
  'no package at all',
  zipSync({ 'a.txt': bytes('text') }),
  Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2),
];

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
  xml: {
    good: '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE list [<!ENTITY x "y">]>\n<list><name>N</name><item id="1"><text>Eins &amp; zwei</text><n>1</n></item>\n<item id="2"><text>Größe <b>und</b> Füße</text></item></list>',
    texts: ['Eins & zwei', 'Größe und Füße'],
    warnings: ['import/xml-outside'],
    hostile: [
      ...[
        '',
        '<',
        'no xml',
        '<a',
        '<a>',
        '</a>',
        '<a></b></a>',
        '<!DOCTYPE',
        '<!DOCTYPE a [',
        '<?xml',
        '<![CDATA[',
        '&a;',
      ],
      '<a>'.repeat(2000),
      `<!DOCTYPE z [<!ENTITY a "lol">${'<!ENTITY b "&a;&a;&a;&a;">'.repeat(30)}]><z>&b;</z>`,
      `<a>${'<b/>'.repeat(60_000)}</a>`,
    ],
    isOwn: (raw) => /^<item.*<\/item>$/s.test(raw),
  },
  tmx: {
    good: '<?xml version="1.0"?><tmx version="1.4"><header srclang="en"/><body>\n<tu><tuv xml:lang="de"><seg>Der <bpt i="1">&lt;b></bpt>alte Hut<ept i="1"/></seg></tuv><tuv xml:lang="EN"><seg>The old hat</seg></tuv></tu>\n<tu><tuv xml:lang="en"><seg>A sea</seg></tuv><tuv xml:lang="de"><seg>Ein See voller Wasser</seg></tuv></tu></body></tmx>',
    texts: ['The old hat\n\nDer alte Hut', 'A sea\n\nEin See voller Wasser'],
    hostile: ['', 'no xml', '<tmx>', '<tu>', '<tu></tu>', '<tu><tuv><seg>', '<tu><seg>a</seg></tu>', '</seg></tu>'],
    isOwn: (raw) => /^<tu>.*<\/tu>$/s.test(raw),
  },
  subtitles: {
    good: '1\n00:00:01,000 --> 00:00:02,500\n<i>Größe</i> zählt\nnicht.\n\n2\n00:00:03,000 --> 00:00:04,000\n- Doch!\n- Nein.\n',
    texts: ['Größe zählt nicht.\n- Doch!\n- Nein.'],
    hostile: [
      '',
      '1',
      '-->',
      '00:00:01,000 --> 00:00:02,500',
      '00:00:01,000 --> 00:00:02,500\n'.repeat(99),
      'WEBVTT',
      'just text',
    ],
    isOwn: (raw) => raw.includes('00:00:01') && raw.endsWith('Nein.'),
  },
  roff: {
    good: '.\\" A comment\n.TH LS 1 "July 2020"\n.SH NAME\nls \\- list \\fBfiles\\fP\n.SH OPTIONS\n.TP\n.BR \\-a ", " \\-\\-all\nGr\\(:o\\(sse too',
    texts: ['NAME\n\nls - list files\n\nOPTIONS\n\n-a, --all\nGröße too'],
    hostile: [
      '',
      '.',
      '.\\"',
      '.TH',
      '.de x',
      '.if n \\{',
      '.TS',
      '.ds x \\*x\n\\*x\\*x',
      '\\(',
      '\\[',
      "\\h'",
      '.SH '.repeat(999),
    ],
  },
  fortunes: {
    good: 'A saying of\ntwo lines.\n\t-- Größe\n%\nAnother one.\n%\n\n%\n100%\nof it\n',
    texts: ['A saying of\ntwo lines.\n\t-- Größe', 'Another one.', '100%\nof it'],
    hostile: ['', '%', '%\n%\n%\n', '\n%\n%', '\0'.repeat(99)],
    isOwn: (raw, text) => raw.trim() === text.trim(),
  },
  po: {
    good: '# A comment\nmsgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n#, c-format\nmsgid "One \\"file\\""\nmsgid_plural "%d files"\nmsgstr[0] "Eine einzige Datei"\nmsgstr[1] ""\n"%d Dateien "\n"am Stück"\n\n#, fuzzy\nmsgid "no"\nmsgstr "nicht doch"\n\n#~ msgid "old"\n#~ msgstr "alt"\nmsgctxt "menu"\nmsgid "Size"\nmsgstr "Größe der Datei"',
    texts: ['One "file"\n\nEine einzige Datei', '%d files\n\n%d Dateien am Stück', 'Size\n\nGröße der Datei'],
    hostile: [
      '',
      'msgid',
      'msgid "',
      'msgid "a"',
      '"a"',
      'msgstr "a"',
      '#',
      '#,',
      'msgid "\\"',
      'just text',
      'msgid "a"\nmsgstr[999] "b"',
    ],
    isOwn: (raw) => /^(#, c-format|msgctxt).*"$/s.test(raw),
  },
  mo: {
    good: catalogOf([
      ['', 'Content-Type: text/plain; charset=UTF-8\n'],
      ['One file\0%d files', 'Eine einzige Datei\0%d Dateien am Stück'],
      ['menu\x04Size', 'Größe der Datei'],
    ]),
    texts: ['One file\n\nEine einzige Datei', '%d files\n\n%d Dateien am Stück', 'Size\n\nGröße der Datei'],
    hostile: [
      '',
      Uint8Array.of(0xde, 0x12, 0x04, 0x95),
      Uint8Array.of(0xde, 0x12, 0x04, 0x95, 0, 0, 0, 0, 255, 255, 255, 255, 28, 0, 0, 0, 28, 0, 0, 0),
      catalogOf([]),
      catalogOf([['', '']]),
      catalogOf([['a', 'b c d']]).subarray(0, -4),
      'no catalog',
    ],
  },
  mail: {
    good: [
      'From ann@example.org Thu Aug 22 12:36:23 2002',
      'From: =?utf-8?B?QW5uIEdyw7bDn2U=?= <ann@example.org>',
      'Subject: =?iso-8859-1?Q?Gr=FC=DFe?=',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Die F=C3=BC=C3=9Fe sind =',
      'm=C3=BCde.',
      '',
      'From bob@example.org Fri Aug 23 12:36:23 2002',
      'From: bob@example.org',
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary="b1"',
      '',
      '--b1',
      'Content-Type: text/html',
      '',
      '<p>Some <b>marked</b> words</p>',
      '--b1',
      '',
      'Some plain words',
      '--b1--',
      '',
    ].join('\n'),
    texts: ['Die Füße sind müde.', 'Some plain words'],
    hostile: [
      ...[
        '',
        'From ',
        'From a 2002\n',
        'Subject:',
        '\n',
        '\n\n\n',
        'Content-Type: multipart/mixed; boundary=""\n\n--\n',
      ],
      'Content-Type: multipart/mixed; boundary=a\n\n--a\n--a\n--a',
      'Content-Type: application/pdf\n\nx',
      'Content-Transfer-Encoding: base64\n\n====',
      `${'Content-Type: multipart/mixed; boundary=a\n\n--a\n'.repeat(3000)}text`,
      '\0'.repeat(99),
    ],
    isOwn: (raw) => raw.startsWith('From: ') && !raw.includes('From ann'),
  },
  pdf: {
    good: pdfOf([below(700, ['Größe und', 'Füße']), below(700, ['A second page.'])]),
    texts: ['Größe und Füße\n\nA second page.'],
    hostile: ['', '%PDF-', '%PDF-1.4\n%%EOF', pdfOf([]), 'no pdf', `%PDF-1.4\n1 0 obj\n${'['.repeat(5000)}`],
  },
  docx: {
    good: docxOf(`${paragraph('Größe &amp; Füße')}${paragraph('A second one')}`),
    texts: ['Größe & Füße\n\nA second one'],
    hostile: [...noPackages, docxOf(''), docxOf('<w:p>'), docxOf('</w:p></w:tr>'), docxOf('<w:tr><w:tc>'.repeat(5000))],
  },
  xlsx: {
    good: xlsxOf(
      {
        S: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>n</t></is></c></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>7</v></c></row>',
      },
      ['text', 'Größe &lt; Füße'],
    ),
    texts: ['Größe < Füße'],
    hostile: [
      ...noPackages,
      xlsxOf({}),
      xlsxOf({ S: '' }),
      xlsxOf({ S: '<row><c t="s"><v>99</v></c><c r="ZZZ1"><v>1</v></c><c r="A0" s="-1"><v>x</v></c></row>' }),
      xlsxOf({ S: '</c></row><c><v>' }),
    ],
  },
  epub: {
    good: epubOf(['<h1>Eins</h1><p>Größe</p>', '<p>Füße</p>']),
    texts: ['Eins\n\nGröße\n\nFüße'],
    hostile: [
      ...noPackages,
      epubOf([]),
      epubOf(['']),
      epubOf(['x'], { 'META-INF/container.xml': '<rootfile full-path="../x"/>' }),
    ],
  },
  parquet: {
    good: new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'n', data: [1, 2], type: 'INT32' },
          { name: 'text', data: ['Größe und Füße', 'a second one'], type: 'STRING' },
        ],
      }),
    ),
    texts: ['Größe und Füße', 'a second one'],
    hostile: ['', 'PAR1', 'PAR1PAR1', 'PAR1\xff\xff\xff\x7fPAR1', 'PAR1\u0004\0\0\0PAR1'.padEnd(99, 'x'), 'no table'],
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
