import { expect, type Locator } from '@playwright/test';
import { setNumber } from './fields';
import type { Studio } from './studio';

export class ModelScreen {
  constructor(private readonly studio: Studio) {}

  get page() {
    return this.studio.page;
  }
  /** What the recorded step takes on the GPU, once the worker has said it: until then the screen says "about". */
  async plan(): Promise<{ readonly memory: string; readonly dispatches: number }> {
    const stat = this.page.locator('main dl > div').filter({ has: this.page.locator('dt', { hasText: 'GPU memory' }) });
    await expect(stat).toContainText('dispatches a step');
    const [memory = '', note = ''] = await stat.locator('dd').allInnerTexts();
    const dispatches = /([\d,]+) dispatches a step/.exec(note)?.[1] ?? 'NaN';
    return { memory, dispatches: Number(dispatches.replaceAll(',', '')) };
  }
  number(label: string): Locator {
    return this.page.getByRole('spinbutton', { name: label, exact: true });
  }
  set(label: string, value: number): Promise<void> {
    return setNumber(this.page, label, value);
  }
  async family(name: RegExp): Promise<void> {
    await this.page.getByRole('radio', { name }).or(this.page.getByRole('tab', { name })).first().click();
  }
}
