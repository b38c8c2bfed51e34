import { readdirSync, readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import { bytes, file, importTexts } from '../../corpus/testing/import-texts';
import { docxOf, paragraph } from '../testing/packages';

const one = async (body: string) => (await importTexts([file('a.docx', docxOf(body))])).texts[0];
const folder = 'node_modules/mammoth/test/test-data';
const words = (text: string) => text.split(/\s+/).filter(Boolean);

describe('docx', () => {
  it('reads real documents as mammoth does, but for white space', async () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.docx'));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const contents = readFileSync(`${folder}/${name}`);
      const { value } = await mammoth.extractRawText({ buffer: contents });
      const { texts } = await importTexts([file(name, new Uint8Array(contents))]);
      expect(words(texts.join(' ')), name).toEqual(words(value));
    }
  });

  it('keeps lists, tables, tabs and line breaks, and leaves out what was deleted or moved away', async () => {
    const item = (text: string) =>
      `<w:p><w:pPr><w:numPr/><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
    const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`;
    const row = (...cells: string[]) => `<w:tr>${cells.map(cell).join('')}</w:tr>`;
    const run = '<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:delText>no</w:delText></w:r>';
    const moved = '<w:moveFrom><w:r><w:t>no</w:t></w:r></w:moveFrom></w:p>';
    expect(
      await one(
        `${paragraph('x')}${item('1')}${item('2')}<w:tbl>${row('p', 'q')}${row('r', 's')}</w:tbl>${run}${moved}`,
      ),
    ).toBe('x\n\n1\n2\n\np\tq\nr\ts\n\na\tb\nc');
  });

  it('reads a long document in parts, its tables in tables too', async () => {
    const text = await one(paragraph('so many words '.repeat(20)).repeat(8000));
    expect(text?.split('\n\n')).toHaveLength(8000);
    expect(await one(`<w:tr><w:tc>${`<w:tr><w:tc>${paragraph('in')}</w:tc></w:tr>`}</w:tc></w:tr>`)).toBe('in');
  });

  it('says what is wrong with a file that is none', async () => {
    const codes = async (contents: string | Uint8Array) => (await importTexts([file('a.docx', contents)])).codes;
    expect(await codes('plain text')).toEqual(['import/not-package']);
    expect(await codes(zipSync({ 'a.txt': bytes('x') }))).toEqual(['import/package-part']);
    expect(await codes(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0, 0))).toEqual(['import/old-office']);
    expect(await codes(docxOf('').subarray(0, 200))).toEqual(['import/damaged-zip']);
    expect(await codes(docxOf(''))).toEqual(['import/no-text']);
    const bomb = docxOf(`<w:p><w:r><w:t>${'a'.repeat(30e6)}</w:t></w:r></w:p>`);
    expect(await codes(bomb)).toEqual(['import/expands-too-much']);
  });

  it('is recognised by its contents inside archives, without an ending, and is never unpacked', async () => {
    const inside = zipSync({ 'letters/one': docxOf(paragraph('a letter')), 'two.docx': docxOf(paragraph('another')) });
    const { texts, source } = await importTexts([
      file('a.zip', inside),
      file('b.zip', docxOf(paragraph('no archive'))),
    ]);
    expect(texts).toEqual(['a letter', 'another', 'no archive']);
    expect(source.files.map(({ importer }) => importer)).toEqual(['docx', 'docx', 'docx']);
  });
});
