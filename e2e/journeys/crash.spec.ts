import type { Page } from '@playwright/test';
import { corpusFile } from '../data/make-corpus';
import { expect, startTinyRun, test, trainTiny } from './studio-test';

/** What nobody caught: the worker is lost to the page from then on. */
async function crash(page: Page, name: RegExp): Promise<void> {
  const worker = page.workers().find((candidate) => name.test(candidate.url()));
  expect(worker, `a worker called ${name}`).toBeDefined();
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('crashed by a test');
    });
  });
}
test.use({ allowedErrors: /crashed by a test/ });

test('a training worker that dies is said, and training can go on', async ({ studio, page }) => {
  await startTinyRun(studio, 5000);
  await studio.train.whenBest();
  await crash(page, /train/);
  const card = page.locator('[data-code^="worker/"]').first();
  await expect(card).toBeVisible({ timeout: 60_000 });
  await card.getByRole('button').first().click();
  await expect(card).toBeHidden();
  await studio.train.trainButton
    .or(studio.train.button(/^(continue|resume|go on)/i))
    .first()
    .click();
  await studio.train.whenRunning();
  await studio.train.button(/^stop/i).click();
  await studio.train.whenEnded();
});

test('a data worker that dies is said, and data can be prepared again', async ({ studio, page }) => {
  await studio.data.choose(corpusFile());
  await studio.data.whenReady();
  await crash(page, /data/);
  const card = page.locator('[data-code^="worker/"]').first();
  await expect(card).toBeVisible({ timeout: 60_000 });
  await card.getByRole('button').first().click();
  await expect(card).toBeHidden();
  await studio.data.choose(corpusFile(60_000));
  await studio.data.whenReady();
  await trainTiny(studio, 5);
});
