import { expect, test } from './studio-test';

test('one press: sample corpus, prepared, trained, and the curve falls', async ({ studio }) => {
  test.slow(); // the whole way, on a software adapter
  const start = Date.now();
  await studio.data.tryWithSample.click();
  await expect(studio.stage('Train')).toHaveAttribute('aria-current', 'page', { timeout: 60_000 });
  await expect(studio.train.state).toContainText(/[1-9]\d* %/, { timeout: 120_000 });
  console.log(`first percent of the sample run after ${((Date.now() - start) / 1000).toFixed(1)} s`);
  const first = await studio.train.stat('Training loss');
  await expect(studio.train.state).toContainText(/[1-9]\d %|Done/, { timeout: 150_000 });
  const later = await studio.train.stat('Training loss');
  console.log(`training loss ${first} then ${later}`);
  // Random guessing costs ln V, more than 5 nats; ten percent of the run must be well below the first percent.
  expect(later).toBeLessThan(first - 0.2);
});

test('the first screen is of use at once: drop zone, samples, and what this machine can do', async ({ studio }) => {
  const { page } = studio;
  await expect(page.getByRole('heading', { name: /drop text/i })).toBeVisible();
  await expect(studio.data.tryWithSample).toBeInViewport();
  await expect(page.getByText(/SwiftShader/i).first()).toBeVisible();
  await expect(page.getByText('Largest buffer')).toBeVisible();
  // A page scrolls up and down, never sideways.
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
