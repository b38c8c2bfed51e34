import { expect, type Locator } from '@playwright/test';
import { type GivenFile, writeFiles } from '../data/given-file';
import { dropPaths } from './drop';
import { setNumber } from './fields';
import type { Studio } from './studio';

export class DataScreen {
  constructor(private readonly studio: Studio) {}

  get page() {
    return this.studio.page;
  }
  get tryWithSample(): Locator {
    return this.page.getByRole('button', { name: /try with a sample/i });
  }
  get fileInput(): Locator {
    return this.page.locator('input[type=file]:not([webkitdirectory])').first();
  }
  get folderInput(): Locator {
    return this.page.locator('input[type=file][webkitdirectory]').first();
  }

  /** Through the file picker's input. */
  async choose(...files: readonly GivenFile[]): Promise<void> {
    await this.fileInput.setInputFiles(
      files.map(({ path, bytes }) => ({ name: path, mimeType: '', buffer: Buffer.from(bytes) })),
    );
  }

  /** A true drag of files and folders from the desktop; `folder` is where they are put first. */
  async drop(folder: string, ...files: readonly GivenFile[]): Promise<void> {
    await dropPaths(this.page, writeFiles(folder, files));
  }

  /** Until the corpus is read, prepared and packed: the rail then names its tokens. */
  async whenReady(timeoutMs = 60_000): Promise<void> {
    await expect(this.studio.stage('Data')).toContainText(/tokens/, { timeout: timeoutMs });
  }

  /** Until reading and preparing ended, well or not. */
  async whenSettled(timeoutMs = 60_000): Promise<void> {
    await expect(this.studio.stage('Data')).toContainText(/tokens|Needs you|Cancelled|Empty/, { timeout: timeoutMs });
  }

  /** A number of the summary by its label; NaN while it is not known. */
  async number(label: string): Promise<number> {
    const value = this.page
      .locator('main dl > div')
      .filter({ has: this.page.getByText(label, { exact: true }) })
      .locator('dd')
      .first();
    return Number.parseFloat((await value.allInnerTexts()).join().replaceAll(',', ''));
  }

  /** What the screen says about encodings. */
  async encodings(): Promise<string> {
    return (await this.page.locator('main').allInnerTexts()).join('\n');
  }

  set(label: string, value: number): Promise<void> {
    return setNumber(this.page, label, value);
  }
  async tab(name: RegExp | string): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  /** Takes a recipe of the studio by its name. */
  async recipe(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /Recipe$/ }).click();
    await this.page.getByRole('option', { name }).click();
  }
  /** Labels of the cleaning steps that are on, in order. */
  async steps(): Promise<string[]> {
    const handles = await this.page.getByRole('button', { name: /, step \d+ of \d+/ }).all();
    const names = await Promise.all(handles.map((handle) => handle.getAttribute('aria-label')));
    return names.map((name) => name?.replace(/, step .*/, '') ?? '');
  }

  /** Unfolds every source, so that its files and problems can be read. */
  async openSources(): Promise<void> {
    for (const trigger of await this.page
      .locator('ul[aria-label="Sources"] button[aria-expanded="false"]:not([aria-haspopup])')
      .all())
      await trigger.click();
  }
  async removeAll(): Promise<void> {
    const remove = this.page.locator('ul[aria-label="Sources"]').getByRole('button', { name: /^remove/i });
    for (let left = await remove.count(); left > 0; left--) {
      await remove.first().click();
      await expect(remove).toHaveCount(left - 1);
    }
  }
}
