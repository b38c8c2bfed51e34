import { describe, expect, it } from 'vitest';
import { file, importTexts } from '../../corpus/testing/import-texts';
import { below, pdfFile, pdfOf } from '../testing/pdf-of';
import { joinLines, joinWords } from './join-lines';
import { openPdf } from './open-pdf';
import type { Line } from './page-lines';
import { acrossPages } from './read-pdf';

describe('pdf', () => {
  it('joins lines to paragraphs, mends words, and gives each page its part', async () => {
    const contents = pdfOf([
      [
        { text: 'A heading', x: 50, y: 760, size: 18 },
        ...below(720, ['The harpoo-', 'neer said nothing of the', 'bag.']),
        ...below(650, ['A second paragraph (with', 'brackets) goes on over the', 'end of the first pa-']),
      ],
      [],
      below(760, ['ge and ends in Größe.']),
    ]);
    const { texts, parts, codes } = await importTexts([file('a.pdf', contents)]);
    expect(codes).toEqual([]);
    expect(parts.map(({ text, provenance }) => [provenance.row, text])).toEqual([
      [
        1,
        'A heading\n\nThe harpooneer said nothing of the bag.\n\nA second paragraph (with brackets) goes on over the end of the first page',
      ],
      [3, ' and ends in Größe.'],
    ]);
    expect(texts).toHaveLength(1);
  });

  it('is read though its ending is another, and though bytes stand before it', async () => {
    const contents = pdfOf([below(700, ['Some text here'])]);
    const junk = Uint8Array.from([10, 10, ...contents]);
    expect((await importTexts([file('a.txt', contents), file('b', junk)])).texts).toEqual([
      'Some text here',
      'Some text here',
    ]);
  });

  it('says that there is no text, no PDF, or a password', async () => {
    const codes = async (contents: string | Uint8Array) => (await importTexts([file('a.pdf', contents)])).codes;
    expect(await codes(pdfOf([[], []]))).toEqual(['import/no-text']);
    expect(await codes('no pdf')).toEqual(['import/damaged-pdf']);
    const password = `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${'00'.repeat(32)}> /U <${'11'.repeat(32)}> /P -4 >> /ID [<00><00>]`;
    expect(await codes(pdfOf([below(700, ['secret'])], password))).toEqual(['import/encrypted']);
  });

  it('leaves out a page that cannot be read, says which, and keeps the others', async () => {
    const contents = pdfOf([below(700, ['first page']), below(700, ['second page']), below(700, ['third page'])]);
    const text = new TextDecoder('latin1').decode(contents).replace('6 0 R 8 0 R]', '6 0 R 9 9 R]');
    const { texts, source } = await importTexts([
      file(
        'a.pdf',
        Uint8Array.from(text, (c) => c.charCodeAt(0)),
      ),
    ]);
    expect(texts).toEqual(['first page second page']);
    expect(source.files[0]?.problems).toMatchObject([{ code: 'import/pdf-page', where: 'a.pdf, page 3', count: 1 }]);
  });
});

describe('lines', () => {
  const line = (text: string, y: number, more: Partial<Line> = {}): Line => ({
    text,
    x: 0,
    y,
    right: 300,
    height: 10,
    ...more,
  });
  it('begin a paragraph after a gap, set in or after a short line, and not within a sentence', () => {
    expect(joinLines([line('a', 100), line('b', 83)])).toBe('a b');
    expect(joinLines([line('a', 100), line('b', 81)])).toBe('a\n\nb');
    expect(joinLines([line('A.', 100), line('b', 88, { x: 7 })])).toBe('A. b');
    expect(joinLines([line('A.', 100), line('b', 88, { x: 9 })])).toBe('A.\n\nb');
    expect(joinLines([line('a', 100), line('b', 88, { x: 9 })])).toBe('a b');
    expect(joinLines([line('A.', 100, { right: 230 }), line('b', 88)])).toBe('A. b');
    expect(joinLines([line('A.', 100, { right: 220 }), line('b', 88)])).toBe('A.\n\nb');
    expect(joinLines([line('a', 100, { height: 13 }), line('b', 88)])).toBe('a\n\nb');
  });

  it('go on in the next column, and list items stand on their own', () => {
    expect(joinLines([line('goes', 100), line('on', 700, { x: 320 })])).toBe('goes on');
    expect(joinLines([line('Ends.', 100), line('New', 700, { x: 320 })])).toBe('Ends.\n\nNew');
    expect(joinLines([line('items', 100), line('• one', 88), line('2) two', 76)])).toBe('items\n• one\n2) two');
  });

  it('mend a word only where a small letter follows a hyphen between letters', () => {
    expect(joinWords('har-', 'poon')).toBe('harpoon');
    expect(joinWords('Anglo-', 'Saxon')).toBe('Anglo- Saxon');
    expect(joinWords('1-', 'a')).toBe('1- a');
    expect(joinWords('a\u00ad', 'B')).toBe('aB');
  });

  it('go on over pages', () => {
    expect(acrossPages('the har-', 'pooneer said')).toEqual(['the harpooneer', ' said']);
    expect(acrossPages('the', 'bag')).toEqual(['the', ' bag']);
    expect(acrossPages('The end.', 'bag')).toEqual(['The end.', '\n\nbag']);
    expect(acrossPages('the', 'Bag')).toEqual(['the', '\n\nBag']);
  });
});

describe('pages without an end', () => {
  /** Forms that draw the next one ten times each, thirty deep; the last says `leaf`. */
  const laughs = (leaf: string) => {
    const form = (content: string, xobject: string) =>
      `<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> ${xobject} >> /Length ${content.length} >>\nstream\n${content}\nendstream`;
    const draws = '/X Do '.repeat(10);
    const forms = Array.from({ length: 30 }, (_, i) => form(draws, `/XObject << /X ${7 + i} 0 R >>`));
    return pdfFile([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /XObject << /X 6 0 R >> >> /Contents 5 0 R >>',
      `<< /Length 5 >>\nstream\n/X Do\nendstream`,
      ...forms,
      form(leaf, ''),
    ]);
  };

  it('are left out: forms in forms whose text never ends', async () => {
    const pdf = await openPdf(laughs('BT /F1 10 Tf 50 700 Td (lol) Tj ET'), 'a.pdf', 300);
    const start = performance.now();
    await expect(pdf.page(1, async () => {})).rejects.toThrow('took longer');
    await pdf.close();
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it('are told from pages without text', async () => {
    expect((await importTexts([file('a.pdf', laughs('q Q'))])).codes).toEqual(['import/no-text']);
  });
});
