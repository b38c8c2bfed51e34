import { expect, type Locator } from '@playwright/test';
import type { Studio } from './studio';

export class ProfileScreen {
  constructor(private readonly studio: Studio) {}

  get page() {
    return this.studio.page;
  }
  get take(): Locator {
    return this.page.locator('main').getByRole('button', { name: /^profile (a step|again)$/i });
  }
  get cancel(): Locator {
    return this.page.getByRole('button', { name: 'Cancel' });
  }
  get save(): Locator {
    return this.page.getByRole('button', { name: 'Save as JSON' });
  }

  /** Through the Train screen's settings. */
  async open(): Promise<void> {
    await this.studio.go('Train');
    await this.page.getByRole('button', { name: 'Profile a step' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible();
  }

  /** A table's rows by their first cell: the numbers of ms, share in percent, GFLOP/s, GB/s, dispatches; NaN for a dash. */
  async rows(label: string): Promise<Map<string, number[]>> {
    const cells = await this.page
      .getByRole('table', { name: label })
      .locator('tbody tr')
      .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
    return new Map(
      cells.map(([name = '', ...numbers]) => [name, numbers.map((n) => Number.parseFloat(n.replaceAll(',', '')))]),
    );
  }
}
