import { chromium } from '@playwright/test';
import { foreignTokenizer } from '../data/make-tokenizer';
import { corpusFile } from '../data/make-corpus';
import { launchArgs } from './launch-args';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: launchArgs() });
for (const [w, h, name] of [[1440, 900, 'wide'], [390, 844, 'phone']] as const)
  for (const scheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width: w, height: h }, colorScheme: scheme });
    await page.goto('http://localhost:4962/');
    await page.waitForTimeout(1500);
    await page.screenshot({ path: `/tmp/doors-${name}-${scheme}-start.png`, fullPage: true });
    await page.getByLabel('File on the web').fill('https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt');
    await page.getByRole('button', { name: 'Fetch' }).click();
    await page.waitForTimeout(500);
    await page.screenshot({ path: `/tmp/doors-${name}-${scheme}-dialog.png` });
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await page.getByLabel('File on the web').fill('http://x.org/a');
    await page.getByRole('button', { name: 'Fetch' }).click();
    await page.waitForTimeout(300);
    await page.screenshot({ path: `/tmp/doors-${name}-${scheme}-bad.png` });
    const f = corpusFile();
    await page.locator('input[type=file]:not([webkitdirectory])').first().setInputFiles({ name: f.path, mimeType: '', buffer: Buffer.from(f.bytes) });
    await page.waitForTimeout(4000);
    await page.screenshot({ path: `/tmp/doors-${name}-${scheme}-corpus.png`, fullPage: true });
    await page.getByRole('tab', { name: 'Tokens' }).click();
    const put = (name: string, file: object) => page.getByLabel('Tokenizer to import').setInputFiles({ name, mimeType: '', buffer: Buffer.from(JSON.stringify(file)) });
    await put('tokenizer.json', foreignTokenizer());
    await page.waitForTimeout(3000);
    await put('other.json', { ...foreignTokenizer(), decoder: null });
    await page.waitForTimeout(600);
    await page.screenshot({ path: `/tmp/doors-${name}-${scheme}-tokens.png`, fullPage: true });
    await page.close();
  }
await browser.close();
