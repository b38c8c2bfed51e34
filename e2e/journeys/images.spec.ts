import { zipSync } from 'fflate';
import { given } from '../data/given-file';
import { captioned } from '../data/make-pictures';
import { expect, test } from './studio-test';

test('a folder of pictures with captions becomes rows with a mark for each picture', async ({ studio }, info) => {
  const { data, page } = studio;
  await data.drop(info.outputPath('desktop'), ...captioned(80).map(({ path, bytes }) => given(`set/${path}`, bytes)));
  await data.whenReady();
  expect(await data.number('Documents')).toBe(80);

  const documents = page.getByRole('region', { name: 'Documents' });
  const picture = documents.getByRole('img', { name: 'set/img/0.png' });
  await expect(picture).toBeVisible();
  await expect(documents.getByRole('listitem').first()).toContainText(
    'A red circle stands on the left of a green field',
  );
  // What is drawn is what is in the file: a red circle left of the middle, green around it.
  const colours = await picture.evaluate((element) => {
    const context = (element as HTMLCanvasElement).getContext('2d');
    const at = (x: number, y: number) => [...(context?.getImageData(x, y, 1, 1).data ?? [])];
    return [at(36, 40), at(110, 70)];
  });
  expect(colours).toEqual([
    [214, 69, 65, 255],
    [63, 142, 92, 255],
  ]);

  await data.openSources();
  await expect(page.getByRole('button', { name: /What each row is/ })).toContainText('Images with text');
  await expect(page.getByRole('button', { name: /Column file is/ })).toContainText('file');

  // The same after a reload.
  await page.reload();
  await data.whenReady();
  await expect(picture).toBeVisible();

  await data.tab('Augment');
  const flip = page.getByRole('listitem').filter({ hasText: 'Mirrored pictures' });
  await flip.getByText('Preview, side by side').click();
  await expect(flip.getByRole('img', { name: /^After: A red circle/ })).toBeVisible();
  await data.tab('Tokens');
  await page.getByRole('textbox', { name: /text/i }).first().fill('<|image|>A red circle');
  await expect(page.locator('main')).toContainText('<|image|>');
  expect(await studio.codes()).toEqual([]);
});

test('a zip of pictures tells of what is missing and what is broken', async ({ studio }) => {
  const { data, page } = studio;
  const files = captioned(40);
  const broken = files.map(({ path, bytes }) => given(path, path === 'img/6.png' ? bytes.slice(0, 60) : bytes));
  const kept = broken.filter(({ path }) => path !== 'img/3.jpg');
  await data.choose(given('set.zip', zipSync(Object.fromEntries(kept.map(({ path, bytes }) => [path, bytes])))));
  await data.whenReady();
  expect(await data.number('Documents')).toBe(38);
  await data.openSources();
  await expect(page.locator('main')).toContainText('No file of this drop is called "img/3.jpg"');
  expect((await studio.codes()).sort()).toEqual(['media/damaged', 'media/file-missing']);
});
