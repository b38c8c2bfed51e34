import { readFileSync } from 'node:fs';
import { given } from '../data/given-file';
import { chapter } from '../data/make-corpus';
import { expect, test } from './studio-test';

/** Real text twice, so that one copy goes, and a line that only a person would keep. */
const corpus = () => [
  given('one.txt', chapter(1)),
  given('two.txt', chapter(2)),
  given('again.txt', chapter(1)),
  given('short.txt', 'Call me Ishmael {whoever you are}.'),
];

test('a recipe cleans, says what it dropped and why, and a rescued document comes back', async ({ studio }) => {
  const { page, data } = studio;
  await data.choose(...corpus());
  await data.whenReady();
  await data.tab(/^Clean/);
  await data.recipe('web pages (FineWeb)');
  await data.whenReady();
  const dropped = page.getByRole('region', { name: 'Dropped documents' });
  const short = dropped.getByRole('listitem').filter({ hasText: 'whoever you are' });
  await expect(short).toContainText('too few words by Prose quality (Gopher)');
  await expect(short).toContainText('short.txt');
  // Only the screen's own part scrolls: a page that is longer than the window would scroll the whole studio away.
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0);
  await expect(dropped.getByRole('listitem').filter({ hasText: 'again.txt' })).toContainText('duplicate');

  await short.getByRole('button', { name: 'Rescue' }).click();
  await data.whenReady();
  await expect(short).toHaveCount(0);
  await expect(dropped).toContainText('One document is rescued');
  await page.reload();
  await data.whenReady();
  await data.tab(/^Clean/);
  await expect(dropped).toContainText('One document is rescued');
  await expect(dropped.getByRole('listitem').filter({ hasText: 'whoever you are' })).toHaveCount(0);
  expect(await studio.codes()).toEqual([]);
});

test('steps are moved with the arrow keys, and the order is what is saved as a recipe and loaded again', async ({
  studio,
}, info) => {
  const { page, data } = studio;
  await data.choose(...corpus());
  await data.whenReady();
  await data.tab(/^Clean/);
  await data.recipe('books');
  const names = () => data.steps();
  const before = await names();
  const handle = page.getByRole('button', { name: /^Exact duplicates, step/ });
  await handle.focus();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('status').filter({ hasText: 'Exact duplicates is step' })).toBeAttached();
  const at = before.indexOf('Exact duplicates');
  expect(await names()).toEqual(before.with(at, before[at - 1] ?? '').with(at - 1, 'Exact duplicates'));
  await expect(handle).toBeFocused();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save recipe' }).click();
  const path = info.outputPath('recipe.json');
  await (await download).saveAs(path);
  const saved = JSON.parse(readFileSync(path, 'utf8'));
  expect(saved).toMatchObject({ version: 1, name: 'my recipe' });
  const moved = await names();

  await data.recipe('as is');
  await expect.poll(names).toEqual([]);
  await page.getByLabel('Recipe to load').setInputFiles(path);
  await expect.poll(names).toEqual(moved);

  await page.getByLabel('Recipe to load').setInputFiles({
    name: 'wrong.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"version":1,"name":"x","steps":[{"id":"magic"}]}'),
  });
  await expect(page.getByRole('alert')).toContainText('There is no cleaning step "magic"');
  expect(await names()).toEqual(moved);
});

test('quality is measured before and after, opens what is behind a bar, and is saved as a page', async ({
  studio,
}, info) => {
  const { page, data } = studio;
  await data.choose(...corpus());
  await data.whenReady();
  await data.tab('Quality');
  const duplicates = page.getByRole('region', { name: 'Exact duplicates' });
  await expect(duplicates).toContainText('repeats an earlier one1 → 0');
  await expect(page.getByRole('region', { name: 'Languages' })).toContainText('English (en)');
  await duplicates.getByRole('button', { name: /repeats/ }).click();
  const behind = page.getByRole('dialog', { name: 'Exact duplicates: repeats an earlier one' });
  await expect(behind.getByRole('listitem')).toHaveCount(1);
  await expect(behind).toContainText('again.txt');
  await page.keyboard.press('Escape');

  // After a step that comes before the duplicates go, they are all there still.
  await data.tab(/^Clean/);
  await page.getByRole('button', { name: 'Quality after White space' }).click();
  await expect(page.getByRole('button', { name: /Compare with$/ })).toContainText('White space');
  await expect(page.getByText(/% after White space/).first()).toBeVisible();
  await expect(duplicates).toContainText('repeats an earlier one1');
  await expect(duplicates).not.toContainText('→');
  await page.getByRole('button', { name: /Compare with$/ }).click();
  await page.getByRole('option', { name: 'After all steps' }).click();
  await expect(duplicates).toContainText('repeats an earlier one1 → 0');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as HTML' }).click();
  const path = info.outputPath('report.html');
  await (await download).saveAs(path);
  expect(readFileSync(path, 'utf8')).toContain('<td>repeats an earlier one</td><td>1</td><td>0</td>');
});

test('documents that are held out and trained on too are counted, shown side by side, and taken out of training', async ({
  studio,
}) => {
  const { page, data } = studio;
  const twice = [1, 2, 3, 4, 5, 6].flatMap((n) => [
    given(`${n}.txt`, chapter(n)),
    given(`${n}-again.txt`, n % 2 ? chapter(n) : `${chapter(n)} The end.`),
  ]);
  await data.choose(...twice);
  await data.whenReady();
  await data.tab(/^Clean/);
  await data.recipe('as is');
  await data.whenReady();
  await data.tab('Tokens');
  const split = page.getByRole('region', { name: 'Split' });
  await split.getByRole('button', { name: /Held out for validation$/ }).click();
  await page.getByRole('option', { name: /One of k folds/ }).click();
  await data.set('Folds', 2);
  await data.whenReady();
  await expect(split).toContainText('6 to train on, 6 held out');
  await expect(split).toContainText(/[1-6] of 6 held-out documents (is|are) trained on too/);

  await split.getByRole('button', { name: 'Show side by side' }).click();
  const pair = page.getByRole('dialog', { name: 'Held out and trained on' }).getByRole('listitem').first();
  await expect(pair).toContainText(/Held out: \d(-again)?\.txt/);
  await expect(pair).toContainText(/Trained on: \d(-again)?\.txt/);
  await page.keyboard.press('Escape');

  await split.getByRole('button', { name: 'Take them out of training' }).click();
  await expect(split).toContainText('None of 6 held-out documents is trained on too');
  await expect(split).toContainText(/[1-5] to train on, 6 held out/);
  await data.tab(/^Clean, \d dropped/);
  await expect(page.getByRole('region', { name: 'Dropped documents' })).toContainText(
    /(in|nearly in) validation too by Train\/validation decontamination/,
  );
  expect(await studio.codes()).toEqual([]);
});
