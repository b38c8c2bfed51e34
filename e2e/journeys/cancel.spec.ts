import { given } from '../data/given-file';
import { corpusText } from '../data/make-corpus';
import { expect, test } from './studio-test';

test('an import and a preparation are cancelled, say so, and go on when asked', async ({ studio }) => {
  const { page, data } = studio;
  const cancel = page.getByRole('button', { name: 'Cancel', exact: true });
  await data.choose(given('first.txt', corpusText(100_000)));
  await data.whenReady();

  // Near duplicates of many documents take long enough to be stopped.
  const text = corpusText(1_000_000);
  const lines = Array.from({ length: 12_000 }, (_, i) =>
    JSON.stringify({ text: `${i} ${text.slice((i * 97) % 900_000).slice(0, 300)}` }),
  );
  await data.choose(given('many.jsonl', lines.join('\n')));
  await cancel.click();
  await data.whenSettled();
  await expect(studio.stage('Data')).toContainText('Cancelled');
  await expect(page.getByText('Preparation was cancelled.')).toBeVisible();

  await page.getByRole('button', { name: 'Prepare now' }).click();
  await expect(cancel).toBeVisible();
  await data.whenReady();
  expect(await studio.codes()).toEqual([]);
});
