import { writeFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/**
 * Gives the browser, with all its processes, the processors before other programs of the machine, where the kernel has groups of sessions and
 * lets us (Linux, root); elsewhere nothing. Among themselves the browser's threads share as before: what a run takes from its own page
 * is still measured, what a neighbour takes is not.
 */
export async function comeFirst(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const main = processInfo.find(({ type }) => type === 'browser');
  await session.detach();
  try {
    // Playwright starts the browser in a session of its own (sched(7), "The autogroup feature").
    writeFileSync(`/proc/${main?.id}/autogroup`, '-10');
  } catch {
    // No such group, or not ours to say.
  }
}
