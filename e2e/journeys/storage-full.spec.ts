import { given } from '../data/given-file';
import { corpusText } from '../data/make-corpus';
import { Studio } from '../screens/studio';
import { expect, test } from './studio-test';

test('storage that is full is said with what to do, and room brings it on again', async ({
  playwright,
  launchOptions,
  baseURL,
}, info) => {
  // An ordinary profile: a private one does not obey the override.
  const context = await playwright.chromium.launchPersistentContext(info.outputPath('profile'), {
    ...launchOptions,
    baseURL: baseURL ?? '',
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const devtools = await context.newCDPSession(page);
    const origin = new URL(baseURL ?? '').origin;
    const studio = await new Studio(page).open();
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 200_000 });
    await studio.data.choose(given('long.txt', corpusText(600_000)));
    await studio.data.whenSettled();
    const card = studio.problem('storage/full').first();
    await expect(card).toBeVisible();
    await expect(card).toContainText(/MB used/);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin });
    await studio.data.removeAll();
    await studio.data.choose(given('long.txt', corpusText(600_000)));
    await studio.data.whenReady();
  } finally {
    await context.close();
  }
});

test('a second tab says that the studio is open elsewhere', async ({ studio, context }) => {
  await studio.data.whenSettled();
  const second = await context.newPage();
  await second.goto('/');
  await expect(second.getByText(/another tab|other tab|open elsewhere/i).first()).toBeVisible();
  await second.close();
});
