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
  const many = given('many.jsonl', lines.join('\n'));
  await data.choose(many);
  await cancel.click();
  await data.whenSettled();
  await expect(studio.stage('Data')).toContainText('Cancelled');
  await expect(page.getByText('Preparation was cancelled.')).toBeVisible();

  await page.getByRole('button', { name: 'Prepare now' }).click();
  // What was prepared before is found again at once; what was cancelled goes through to the end this time.
  await data.whenReady();
  await data.choose(many);
  await expect.poll(() => data.number('Documents'), { timeout: 60_000 }).toBeGreaterThan(12_000);
  await data.whenReady();
  expect(await studio.codes()).toEqual([]);
});
