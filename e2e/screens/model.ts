import type { Locator } from '@playwright/test';
import { setNumber } from './fields';
import type { Studio } from './studio';

export class ModelScreen {
  constructor(private readonly studio: Studio) {}

  get page() {
    return this.studio.page;
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
