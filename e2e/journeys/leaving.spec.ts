import { expect, startTinyRun, test } from './studio-test';

test('leaving while training asks first; afterwards the run can be continued', async ({ studio, page }) => {
  await startTinyRun(studio, 5000);
  // Past an evaluation: a checkpoint was kept.
  await studio.train.whenBest();
  let asked = '';
  page.once('dialog', async (dialog) => {
    asked = dialog.type();
    await dialog.dismiss();
  });
  await page.evaluate(() => location.reload()).catch(() => undefined);
  await expect.poll(() => asked).toBe('beforeunload');
  // Dismissed: still here, still training.
  const before = await studio.train.step();
  await expect.poll(() => studio.train.step()).toBeGreaterThan(before);

  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await studio.go('Train');
  await expect(studio.train.button(/^(continue|resume|go on)/i)).toBeVisible();
  await studio.train.button(/^(continue|resume|go on)/i).click();
  await studio.train.whenRunning();
  await studio.train.button(/^stop/i).click();
  await studio.train.whenEnded();
});

test('leaving without a run asks nothing', async ({ studio, page }) => {
  let asked = false;
  page.once('dialog', async (dialog) => {
    asked = true;
    await dialog.accept();
  });
  await page.reload();
  await expect(studio.data.tryWithSample).toBeVisible();
  expect(asked).toBe(false);
});
