import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { unzipSync } from 'fflate';
import type { Studio } from './studio';

export class ExportScreen {
  constructor(private readonly studio: Studio) {}

  get page() {
    return this.studio.page;
  }
  get download(): Locator {
    return this.page
      .locator('main')
      .getByRole('button', { name: /download/i })
      .first();
  }

  /** Presses Download and unpacks what arrives on disk. */
  async take(): Promise<Readonly<Record<string, Uint8Array>>> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download', { timeout: 60_000 }),
      this.download.click(),
    ]);
    return unzipSync(await readFile(await download.path()));
  }
}
