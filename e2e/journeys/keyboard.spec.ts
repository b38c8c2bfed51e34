import { expect, test } from './studio-test';

test('within five Tabs the first run can be started, by keys alone', async ({ studio, page }) => {
  let tabs = 0;
  // The body has the focus at first, and all text is in it.
  const focused = () =>
    page.evaluate(() => (document.activeElement === document.body ? '' : (document.activeElement?.textContent ?? '')));
  while (!/try with a sample/i.test(await focused())) {
    await page.keyboard.press('Tab');
    expect(++tabs).toBeLessThanOrEqual(5);
  }
  // Focus can be seen.
  const ring = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement ?? document.body);
    return `${style.outlineStyle} ${style.outlineWidth} ${style.boxShadow}`;
  });
  expect(ring).not.toMatch(/^none \S+ none$/);
  await page.keyboard.press('Enter');
  await expect(studio.stage('Train')).toHaveAttribute('aria-current', 'page', { timeout: 60_000 });
  await studio.train.whenRunning(120_000);
  await page.keyboard.press('4');
  await expect(studio.stage('Playground')).toHaveAttribute('aria-current', 'page');
  await page.keyboard.press('3');
  await expect(studio.stage('Train')).toHaveAttribute('aria-current', 'page');
  // Heading has the focus after a change of screen: Tab reaches the run from there.
  for (let i = 0; i < 60 && !/^stop/i.test(await focused()); i++) await page.keyboard.press('Tab');
  expect(await focused()).toMatch(/^stop/i);
  await page.keyboard.press('Enter');
  await studio.train.whenEnded();
});

test('? lists the shortcuts, Escape closes the list', async ({ studio, page }) => {
  await expect(studio.data.tryWithSample).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: /shortcuts/i })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
