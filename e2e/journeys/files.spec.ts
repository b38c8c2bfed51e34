import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { given, writeFiles } from '../data/given-file';
import { chapter, corpusFile } from '../data/make-corpus';
import { mixedFolder } from '../data/make-encodings';
import { expect, test } from './studio-test';

test('a file dragged from the desktop becomes tokens', async ({ studio }, info) => {
  await studio.data.drop(info.outputPath('desktop'), corpusFile());
  await studio.data.whenReady();
  await expect(studio.page.getByText('whale.txt').first()).toBeVisible();
  expect(await studio.codes()).toEqual([]);
});

test('a dragged folder with mixed encodings: each is detected and said, every document arrives', async ({
  studio,
}, info) => {
  await studio.data.drop(info.outputPath('desktop'), ...mixedFolder);
  await studio.data.whenReady();
  expect(await studio.data.number('Documents')).toBe(9); // six files of one document, one of three
  const text = await studio.data.encodings();
  for (const encoding of [/utf-8/i, /utf-16/i, /windows-1252|iso-8859-1/i]) expect(text).toMatch(encoding);
});

test('a folder chosen through the picker keeps its paths', async ({ studio }, info) => {
  const [folder] = writeFiles(info.outputPath('picked'), mixedFolder);
  await studio.data.folderInput.setInputFiles(folder ?? '');
  await studio.data.whenReady();
  expect(await studio.data.number('Documents')).toBe(9);
  await expect(studio.page.getByText('letters').first()).toBeVisible();
});

test('tables, archives and compressed files, several drops, and one removed again', async ({ studio }) => {
  const rows = [1, 2, 3, 4].map((n) => ({ id: n, title: `Chapter ${n}`, text: chapter(n) }));
  const csv = `id,title,text\n${rows.map(({ id, title, text }) => `${id},${title},"${text.replaceAll('"', '""')}"`).join('\n')}\n`;
  await studio.data.choose(given('novel.csv', csv));
  await studio.data.whenReady();
  expect(await studio.data.number('Documents')).toBe(4);
  await studio.data.choose(
    given(
      'rows.tsv.gz',
      gzipSync(csv.replaceAll(/^(\d+),([^,]+),/gm, '$1\t$2\t').replace('id,title,text', 'id\ttitle\ttext')),
    ),
  );
  await expect.poll(() => studio.data.number('Documents')).toBe(8);
  const zip = zipSync({
    'a/5.txt': new TextEncoder().encode(chapter(5)),
    'a/6.md': new TextEncoder().encode(chapter(6)),
  });
  await studio.data.choose(given('pack.zip', zip));
  await expect.poll(() => studio.data.number('Documents')).toBe(10);
  await studio.data.choose(given('list.json', JSON.stringify([{ body: chapter(7) }, { body: chapter(8) }])));
  await expect.poll(() => studio.data.number('Documents')).toBe(12);
  await studio.page.getByRole('button', { name: /remove.*novel\.csv/i }).click();
  await expect.poll(() => studio.data.number('Documents')).toBe(8);
  await studio.data.whenReady();
});

test('pasted text is a source like any other', async ({ studio }) => {
  await studio.page.getByRole('button', { name: 'Paste text' }).click();
  await studio.page.getByRole('textbox', { name: 'Text' }).fill(chapter(1) + chapter(2));
  await studio.page.getByRole('button', { name: 'Add', exact: true }).click();
  await studio.data.whenReady();
  expect(await studio.data.number('Documents')).toBe(1);
  await expect(studio.page.getByText('Pasted text 1').first()).toBeVisible();
});

test('what was prepared is there after a reload', async ({ studio }) => {
  await studio.data.choose(corpusFile());
  await studio.data.whenReady();
  const tokens = await studio.data.number('Training tokens');
  await studio.page.reload();
  await studio.data.whenReady();
  // The rail knows it from storage before the lazily loaded screen shows it.
  await expect.poll(() => studio.data.number('Training tokens')).toBe(tokens);
});
