import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, expect } from '@playwright/test';
import { given } from '../data/given-file';
import { chapter } from '../data/make-corpus';
import { Studio } from '../screens/studio';
import { serve } from '../server/static-server.mjs';
import { ensureChromium } from './find-chromium.mjs';
import { launchArgs } from './launch-args';

/**
 * The README's pictures, from the production build: `npm run build && npx tsx e2e/setup/screenshot.ts`. Trains the first sample for real, so
 * what the pictures show is what a visitor sees.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const images = join(root, 'src', 'docs', 'images');
const LIMIT_BYTES = 300_000;
/** How far the run has come when its pictures are taken; 0 takes none of it. */
const PERCENT = Number(process.argv[2] ?? 40);

const { server, address } = await serve(join(root, process.env.LOAM_DIST ?? 'dist'));
const browser = await chromium.launch({ executablePath: ensureChromium(), args: launchArgs() });
try {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    baseURL: address,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const studio = await new Studio(page).open();
  await cleanBook(studio);
  await take('data.png');
  if (PERCENT > 0) {
    await studio.data.removeAll();
    await studio.data.tryWithSample.click();
    await expect.poll(() => percent(studio), { timeout: 1_200_000, intervals: [2000] }).toBeGreaterThanOrEqual(PERCENT);
    await take('train.png');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await take('train-phone.png');
  }

  async function take(name: string): Promise<void> {
    const path = join(images, name);
    mkdirSync(dirname(path), { recursive: true });
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    const { size } = statSync(path);
    console.log(`${path} ${(size / 1000).toFixed(0)} kB`);
    if (size > LIMIT_BYTES)
      throw new Error(`${name} has ${size} bytes; at most ${LIMIT_BYTES} belong into the repository`);
  }
} finally {
  await browser.close();
  server.close();
}

/** A novel with some of its chapters twice, cleaned as books are: what the report says before and after. */
async function cleanBook({ page, data }: Studio): Promise<void> {
  const chapters = Array.from({ length: 100 }, (_, n) => given(`chapter-${n + 1}.txt`, chapter(n + 1)));
  const again = chapters.slice(20, 40).map(({ path, bytes }) => ({ path: `again/${path}`, bytes }));
  await data.choose(...chapters, ...again);
  await data.whenReady();
  await data.tab(/^Clean/);
  await data.recipe('books');
  await data.whenReady();
  await data.tab(/^Quality/);
  await expect(page.getByRole('button', { name: 'Save as HTML' })).toBeVisible({ timeout: 120_000 });
}

async function percent(studio: Studio): Promise<number> {
  const text = await studio.stage('Train').textContent();
  if (/Done|Stopped/.test(text ?? '')) return 100;
  return Number(/(\d+) %/.exec(text ?? '')?.[1] ?? 0);
}
