import { given } from '../data/given-file';
import { chapter } from '../data/make-corpus';
import { expect, test } from './studio-test';

test('augmented copies join the training side only, are previewed side by side, and stay chosen', async ({
  studio,
}) => {
  const { data, page } = studio;
  await data.choose(...Array.from({ length: 10 }, (_, n) => given(`${n + 1}.txt`, chapter(n + 1))));
  await data.whenReady();
  const before = [await data.number('Training tokens'), await data.number('Validation tokens')];
  await data.tab('Augment');
  const rotation = page.getByRole('listitem').filter({ hasText: 'Document rotation' });
  await rotation.getByText('Preview, side by side').click();
  await expect(rotation).toContainText(/starts at word [\d,]+ of/);

  // A hidden input is what a switch is; its label is what one presses.
  await rotation.locator('label').click();
  await rotation.getByText('Settings').click();
  const rate = rotation.getByRole('spinbutton', { name: 'Rate' });
  await rate.fill('1');
  await rate.press('Enter');
  await expect(rotation).toContainText('9 copies');
  const [training = 0, validation = 0] = before;
  // The vocabulary is that of the originals, and all nine of them have a copy.
  expect((await data.number('Training tokens')) / training).toBeCloseTo(2, 1);
  expect(await data.number('Validation tokens')).toBe(validation);

  await page.reload();
  await data.whenReady();
  await data.tab('Augment');
  await expect(rotation).toContainText('9 copies');
  expect(await studio.codes()).toEqual([]);
});
