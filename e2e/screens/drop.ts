import type { Page } from '@playwright/test';

/**
 * A true drag from the desktop: the browser itself makes the events, the entries and the files from paths on disk, folders included
 * (DevTools protocol, Input.dispatchDragEvent). `x`, `y` in CSS pixels.
 */
export async function dropPaths(page: Page, paths: readonly string[], x = 500, y = 300): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x, y, data });
  }
  await devtools.detach();
}
