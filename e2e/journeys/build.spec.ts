import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';

const dist = resolve(process.env.LOAM_DIST ?? 'dist');

/** Every script that the browser must have before the first screen stands: the entry, what it preloads and what those import. */
function entryScripts(): Map<string, string> {
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const queue = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map((match) => match[1] ?? '');
  const scripts = new Map<string, string>();
  for (let name = queue.pop(); name; name = queue.pop()) {
    if (scripts.has(name)) continue;
    const code = readFileSync(join(dist, name), 'utf8');
    scripts.set(name, code);
    for (const [, specifier] of code.matchAll(
      /(?:^|[;\s}])(?:import|export)\s*(?:[\w$*{][^'"`();]*?from\s*)?["']\.\/([^"']+\.js)["']/g,
    )) {
      queue.push(`/assets/${specifier}`);
    }
  }
  return scripts;
}

test('the entry is at most 250 KB gzipped and holds no tfjs', () => {
  const scripts = entryScripts();
  expect(scripts.size).toBeGreaterThan(0);
  const sizes = [...scripts].map(([name, code]) => [name, gzipSync(code, { level: 9 }).length] as const);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log(`entry: ${(total / 1000).toFixed(1)} kB gzipped in ${sizes.length} scripts`);
  for (const [name, size] of sizes) console.log(`  ${(size / 1000).toFixed(1).padStart(7)} kB  ${name}`);
  expect(total).toBeLessThanOrEqual(250_000);
  for (const [name, code] of scripts) {
    // Names that tfjs registers at run time, and so cannot be minified away.
    expect(code.includes('UnsortedSegmentSum'), `${name} holds tfjs`).toBe(false);
    expect(code.includes('WEBGPU_DEFERRED_SUBMIT'), `${name} holds tfjs`).toBe(false);
  }
});

test('what the browser really loads before anything is pressed is no more than that', async ({ page }) => {
  const scripts: string[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('.js')) scripts.push(new URL(response.url()).pathname);
  });
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(scripts).toEqual(expect.arrayContaining([...entryScripts().keys()]));
});
