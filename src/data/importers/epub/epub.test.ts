import { expect, it } from 'vitest';
import { file, importTexts } from '../../corpus/testing/import-texts';
import { epubOf } from '../testing/packages';

it('reads chapters in the order of the spine, each a part with its number', async () => {
  const { texts, parts } = await importTexts([file('a.epub', epubOf(['<p>first</p>', '', '<p>third</p>']))]);
  expect(texts).toEqual(['first\n\nthird']);
  expect(parts.map(({ provenance, text }) => [provenance.row, text])).toEqual([
    [1, 'first'],
    [3, '\n\nthird'],
  ]);
});

it('leaves out a chapter that is missing, and says which', async () => {
  const more = {
    'OPS/book.opf':
      '<package><manifest><item id="a" href="text/c%200.xhtml" media-type="application/xhtml+xml"/><item id="b" href="gone.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="b"/><itemref idref="a"/><itemref idref="a"/></spine></package>',
  };
  const { texts, codes, source } = await importTexts([file('a.epub', epubOf(['once'], more))]);
  expect(texts).toEqual(['once']);
  expect(codes).toEqual(['import/epub-chapter']);
  expect(source.files[0]?.problems[0]?.where).toBe('a.epub, chapter 1');
});

it('says that a book is protected; obfuscated fonts are no protection', async () => {
  const cipher = (algorithm: string) => ({
    'META-INF/encryption.xml': `<encryption><EncryptionMethod Algorithm="${algorithm}"/></encryption>`,
  });
  const codes = async (algorithm: string) =>
    (await importTexts([file('a.epub', epubOf(['x'], cipher(algorithm)))])).codes;
  expect(await codes('http://www.w3.org/2001/04/xmlenc#aes256-cbc')).toEqual(['import/encrypted']);
  expect(await codes('http://www.idpf.org/2008/embedding')).toEqual([]);
});

it('says that the book has no order', async () => {
  const { codes } = await importTexts([file('a.epub', epubOf(['x'], { 'OPS/book.opf': '<package/>' }))]);
  expect(codes).toEqual(['import/damaged-epub']);
});
