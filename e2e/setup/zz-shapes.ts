import { chromium } from 'playwright';
import { launchArgs } from './launch-args';
const rows = Array.from({ length: 60 }, (_, i) => i);
const csv = ['review,age,sentiment,user,date', ...rows.map((i) => `A review of the film number ${i} that somebody wrote with some care,${i % 10 === 0 ? '' : 20 + (i % 50)},${['good', 'bad', 'so-so'][i % 3]},user ${i % 7},2026-11-${10 + (i % 20)}`)].join('\n');
const tsv = ['en\tde', ...rows.map((i) => `The house number ${i} stands at the sea.\tDas Haus Nummer ${i} steht am Meer.`)].join('\n');
const hist = ['userId,movieId,timestamp', ...rows.flatMap((i) => [1, 2, 3].map((k) => `${i % 9},film ${(i * k) % 31},${964982703 + i * 1000 + k}`))].join('\n');
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: launchArgs as unknown as string[] }).catch(() => chromium.launch({ executablePath: '/usr/bin/chromium' }));
for (const [name, size, scheme] of [['wide', { width: 1440, height: 900 }, 'light'], ['narrow', { width: 390, height: 844 }, 'dark']] as const) {
  const page = await browser.newPage({ viewport: size, colorScheme: scheme });
  await page.goto('http://127.0.0.1:4899/');
  const input = page.locator('input[type=file]:not([webkitdirectory])').first();
  for (const [file, text] of [['reviews.csv', csv], ['pairs.tsv', tsv], ['histories.csv', hist]] as const) {
    await page.locator('input[type=file]:not([webkitdirectory])').first().setInputFiles({ name: file, mimeType: '', buffer: Buffer.from(text) });
    await page.waitForTimeout(3500);
  }
  await page.waitForTimeout(3000);
  await page.screenshot({ path: `/tmp/shapes-${name}.png`, fullPage: true });
  for (const tab of ['Quality', 'Clean', 'Augment', 'Tokens']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    await page.waitForTimeout(2500);
    await page.screenshot({ path: `/tmp/shapes-${name}-${tab}.png`, fullPage: true });
  }
  await page.close();
}
await browser.close();
