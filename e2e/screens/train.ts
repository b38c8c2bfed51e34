import { expect, type Locator } from '@playwright/test';
import { setNumber } from './fields';
import type { Studio } from './studio';

export class TrainScreen {
  constructor(private readonly studio: Studio) {}

  get page() {
    return this.studio.page;
  }
  get trainButton(): Locator {
    return this.page
      .locator('main')
      .getByRole('button', { name: /^(train|start training)\b/i })
      .first();
  }
  get runBar(): Locator {
    return this.page.getByRole('region', { name: /run/i });
  }
  button(name: RegExp): Locator {
    return this.page.getByRole('button', { name }).first();
  }
  set(label: string, value: number): Promise<void> {
    return setNumber(this.page, label, value);
  }

  /** The run's state as the rail says it. */
  get state(): Locator {
    return this.studio.stage('Train');
  }
  async whenRunning(timeoutMs = 90_000): Promise<void> {
    await expect(this.state).toContainText(/\d %|Done|Stopped/, { timeout: timeoutMs });
    await expect
      .poll(async () => (await this.barStep()) || (await this.step()), { timeout: timeoutMs })
      .toBeGreaterThan(0);
  }
  async whenEnded(timeoutMs = 150_000): Promise<void> {
    await expect(this.state).toContainText(/Done|Stopped|Failed/, { timeout: timeoutMs });
  }

  /** A number that one watches, by its label: "Training loss". NaN while there is none. */
  async stat(label: string): Promise<number> {
    const value = this.page
      .locator('main dl > div')
      .filter({ has: this.page.locator('dt', { hasText: label }) })
      .locator('dd')
      .first();
    return Number.parseFloat((await value.allInnerTexts()).join().replaceAll(',', ''));
  }

  /** Optimizer steps done, as the run bar says on every screen: "step 120 of 400". */
  async barStep(): Promise<number> {
    return stepIn((await this.runBar.allInnerTexts()).join());
  }
  /** Optimizer steps done, as the Train screen says. */
  async step(): Promise<number> {
    return stepIn((await this.page.locator('main dl').allInnerTexts()).join());
  }

  /** Until an evaluation was made: from then on there is a checkpoint. */
  async whenBest(): Promise<void> {
    await expect.poll(() => this.stat('Validation loss'), { timeout: 60_000 }).toBeGreaterThan(0);
  }
}

const stepIn = (text: string) => Number((/([\d,]+)\s*(?:of|\/)\s*[\d,]+/.exec(text)?.[1] ?? 'NaN').replaceAll(',', ''));
