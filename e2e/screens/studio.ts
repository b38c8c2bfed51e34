import { expect, type Locator, type Page } from '@playwright/test';
import { DataScreen } from './data';
import { ExportScreen } from './export';
import { ModelScreen } from './model';
import { PlaygroundScreen } from './playground';
import { ProfileScreen } from './profile';
import { TrainScreen } from './train';

export type StageName = 'Data' | 'Model' | 'Train' | 'Playground' | 'Export';

/** The shell: the rail with what each stage has come to, which is what every journey waits on, and the screens behind it. */
export class Studio {
  readonly data: DataScreen;
  readonly model: ModelScreen;
  readonly train: TrainScreen;
  readonly playground: PlaygroundScreen;
  readonly export: ExportScreen;
  readonly profile: ProfileScreen;

  constructor(readonly page: Page) {
    this.data = new DataScreen(this);
    this.model = new ModelScreen(this);
    this.train = new TrainScreen(this);
    this.playground = new PlaygroundScreen(this);
    this.export = new ExportScreen(this);
    this.profile = new ProfileScreen(this);
  }

  async open(path = '/'): Promise<this> {
    await this.page.goto(path);
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible();
    return this;
  }

  /** The stage's link in the rail; its text ends with the stage's state: "Data 12K tokens", "Train 40 %". */
  stage(name: StageName): Locator {
    return this.page.getByRole('navigation', { name: 'Stages' }).getByRole('link', { name: new RegExp(`^${name}\\b`) });
  }

  async go(name: StageName): Promise<void> {
    await this.stage(name).click();
    await expect(this.stage(name)).toHaveAttribute('aria-current', 'page');
    await expect(this.page.locator('main').getByRole('heading', { level: 1 })).toBeVisible();
  }

  /** Error cards by the permanent code that they carry. */
  problem(code: string | RegExp): Locator {
    return typeof code === 'string'
      ? this.page.locator(`[data-code="${code}"]`)
      : this.page.locator('[data-code]').filter({ has: this.page.locator(':scope') });
  }

  /** The codes of all problems on screen. */
  codes(): Promise<string[]> {
    return this.page
      .locator('[data-code]')
      .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-code') ?? ''));
  }
}
