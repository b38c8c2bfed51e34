import { importers } from '@/data/importers';
import { cases } from '@/data/importers/testing/cases';
import { pdfInCharacterMap } from '@/data/importers/testing/pdf-of';
import { given } from '../data/given-file';
import { chapter } from '../data/make-corpus';
import { expect, test } from './studio-test';

const contentOf = async (good: (typeof cases)[string]['good']) => (typeof good === 'function' ? await good() : good);

test('every format is read in the browser: what the tests of its importer read in Node', async ({ studio }) => {
  const { data } = studio;
  // Enough text for a data set, whatever the small files bring.
  await data.choose(given('whale.txt', chapter(1)));
  await data.whenReady();
  let documents = 1;
  for (const { id, extensions } of importers.entries) {
    const one = cases[id];
    if (!one) throw new Error(`no case for ${id}`);
    await data.choose(given(`a.${extensions[0]}`, await contentOf(one.good)));
    documents += one.texts.length;
    await expect.poll(() => data.number('Documents'), { message: id }).toBe(documents);
  }
  // Its font is not in it, and its codes are explained by a character map that is fetched from the studio's own files.
  const wide = Uint8Array.from([...'吾輩は猫である。'].flatMap((c) => [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255]));
  await data.choose(given('cat.pdf', pdfInCharacterMap('UniJIS-UTF16-H', 'Japan1', wide)));
  await expect.poll(() => data.number('Documents'), { message: 'PDF with a character map' }).toBe(documents + 1);
  await data.whenReady();
  // Nothing is said of these files but what their importers' tests expect.
  const expected = Object.values(cases).flatMap(({ warnings = [] }) => warnings);
  expect(expected).toEqual(expect.arrayContaining(await studio.codes()));
});

test('web pages and a PDF in one folder, cleaned as FineWeb does', async ({ studio }, info) => {
  const { data, page } = studio;
  const html = (
    n: number,
  ) => `<!doctype html><html><head><title>Chapter ${n}</title></head><body><nav><a href="/">Home</a> <a href="/about">About</a></nav>
<article><h1>Chapter ${n}</h1>${chapter(n)
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${paragraph.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`)
    .join('\n')}</article><footer>Cookie policy</footer></body></html>`;
  const pdf = cases.pdf?.good;
  await data.drop(
    info.outputPath('desktop'),
    given('site/1.html', html(1)),
    given('site/2.html', html(2)),
    given('site/copy.html', html(1)),
    given('site/paper.pdf', await contentOf(pdf ?? '')),
  );
  await data.whenReady();
  expect(await data.number('Documents')).toBe(4);
  await data.tab(/^Clean/);
  await data.recipe('web pages (FineWeb)');
  const dropped = page.getByRole('region', { name: 'Dropped documents' }).getByRole('listitem');
  await expect(dropped.filter({ hasText: 'copy.html' })).toContainText('duplicate');
  await expect(dropped.filter({ hasText: 'paper.pdf' })).toContainText('too few words');
  await expect(dropped).toHaveCount(2);
  await data.tab('Quality');
  await expect(page.getByRole('region', { name: 'Languages' })).toContainText('English (en)');
  expect(await studio.codes()).toEqual([]);
});
