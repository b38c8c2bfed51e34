import { given } from '../data/given-file';
import { expect, test } from './studio-test';

const rows = Array.from({ length: 60 }, (_, i) => i);

/** Reviews in which every tenth row lacks its age, and one its label. */
const reviews = () =>
  given(
    'reviews.csv',
    [
      'review,age,sentiment',
      ...rows.map((i) => {
        const age = i % 10 === 0 ? ['', 'NA'][i % 2] : 20 + (i % 3);
        return `A review of the film number ${i} that somebody wrote,${age},${i === 7 ? '?' : i % 2 ? 'good' : 'Good'}`;
      }),
    ].join('\n'),
  );

test('a labelled table with missing values: roles are proposed and changed, gaps filled in, labels balanced', async ({
  studio,
}) => {
  const { page, data } = studio;
  await data.choose(reviews());
  await data.whenReady();
  await data.openSources();
  const columns = page.getByRole('list', { name: 'Columns' });
  await expect(page.getByRole('button', { name: /What each row is$/ })).toContainText('Labelled rows');
  await expect(columns.getByRole('listitem').filter({ hasText: 'sentiment' })).toContainText('label');
  // The age tells something too.
  await columns.getByRole('button', { name: /Column age is$/ }).click();
  await page.getByRole('option', { name: /^text/ }).click();
  await data.whenReady();
  await data.openSources();
  await expect(columns.getByRole('listitem').filter({ hasText: 'age' }).getByRole('button')).toContainText('text');
  await expect(columns.getByRole('listitem').filter({ hasText: 'age' })).toContainText('90 % filled');

  // By default rows with gaps go; then they are filled in.
  await data.tab(/^Clean/);
  const dropped = page.getByRole('region', { name: 'Dropped documents' });
  await expect(dropped).toContainText('missing text by Missing values');
  await expect(dropped).toContainText('missing label by Missing values');
  const step = page.getByRole('listitem').filter({ has: page.getByRole('switch', { name: 'Missing values' }) });
  await step.getByText('Settings').click();
  await step.getByRole('button', { name: 'drop the row Action' }).click();
  await page.getByRole('option', { name: /^fill in/ }).click();
  await data.whenReady();
  const filled = page.getByRole('region', { name: 'Filled in' });
  await expect(filled).toContainText(/age.*2[0-2], the median of \d+ training rows, in 6 rows/s);
  await expect(filled).toContainText(/sentiment.*[Gg]ood, the commonest value of \d+ training rows, in 1 row/s);

  await data.tab(/^Quality/);
  await expect(page.getByText('Labels', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('Missing values', { exact: true }).first()).toBeVisible();
  await data.tab(/^Tokens/);
  expect(await studio.codes()).toEqual([]);
});

test('a parallel corpus: pairs are seen as pairs, and swapped copies are made of training rows', async ({ studio }) => {
  const { page, data } = studio;
  const pairs = rows.map((i) => `The house number ${i} stands at the sea.\tDas Haus Nummer ${i} steht am Meer.`);
  await data.choose(given('pairs.tsv', ['en\tde', ...pairs].join('\n')));
  await data.whenReady();
  await data.openSources();
  await expect(page.getByRole('button', { name: /What each row is$/ })).toContainText('Pairs');
  const documents = page.getByRole('region', { name: 'Documents' });
  await expect(documents).toContainText('The house number 0 stands at the sea.');
  await expect(documents).toContainText('Das Haus Nummer 0 steht am Meer.');
  await data.tab(/^Augment/);
  const swap = page.getByRole('listitem').filter({ has: page.getByRole('switch', { name: 'Swapped pairs' }) });
  await swap.locator('label').click();
  await data.whenReady();
  await expect(swap).toContainText(/[1-9]\d* cop/);
  await swap.getByText('Preview, side by side').click();
  await expect(swap).toContainText('<|swapped|>Das Haus Nummer');
  expect(await studio.codes()).toEqual([]);
});
