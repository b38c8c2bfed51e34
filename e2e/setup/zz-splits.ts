import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { given } from '../data/given-file';
import { chapter } from '../data/make-corpus';
import { Studio } from '../screens/studio';
import { serve } from '../server/static-server.mjs';
import { ensureChromium } from './find-chromium.mjs';
import { launchArgs } from './launch-args';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { server, address } = await serve(join(root, 'dist'));
const browser = await chromium.launch({ executablePath: ensureChromium(), args: launchArgs() });
try {
  for (const [w, h, scheme] of [[1440, 900, 'light'], [390, 844, 'dark']] as const) {
    const page = await browser.newPage({ viewport: { width: w, height: h }, baseURL: address, colorScheme: scheme, reducedMotion: 'reduce' });
    const studio = await new Studio(page).open();
    const files = Array.from({ length: 12 }, (_, i) => given(`c${i}.txt`, `${chapter(1 + (i % 8))}${i === 9 ? ' And so it went on.' : ''}`));
    await studio.data.choose(...files);
    await studio.data.whenReady();
    await studio.data.tab(/^Clean/);
    await studio.data.recipe('as is');
    await studio.data.whenReady();
    await studio.data.tab('Tokens');
    await page.getByRole('button', { name: /Divide by/ }).scrollIntoViewIfNeeded();
    await page.getByRole('slider', { name: 'Share held out' }).fill('30').catch(() => {});
    await page.waitForTimeout(1500);
    await studio.data.whenReady();
    await page.screenshot({ path: `/tmp/zz-${w}-panel.png`, fullPage: true });
    await page.getByRole('button', { name: /Divide by/ }).click();
    await page.screenshot({ path: `/tmp/zz-${w}-choices.png` });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /Show side by side/ }).click({ timeout: 5000 }).catch((e) => console.log(String(e)));
    await page.waitForTimeout(800);
    await page.screenshot({ path: `/tmp/zz-${w}-twins.png` });
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}
