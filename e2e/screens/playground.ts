import { expect, type Locator } from '@playwright/test';
import { setNumber } from './fields';
import type { Studio } from './studio';

export class PlaygroundScreen {
  constructor(private readonly studio: Studio) {}

  get page() {
    return this.studio.page;
  }
  get prompt(): Locator {
    return this.page.getByRole('textbox', { name: 'Prompt' });
  }
  get write(): Locator {
    return this.page.locator('main').getByRole('button', { name: 'Write', exact: true });
  }
  get stop(): Locator {
    return this.page.locator('main').getByRole('button', { name: 'Stop', exact: true });
  }
  /** Prompt and continuation of the newest text. */
  get newest(): Locator {
    return this.page
      .getByRole('list', { name: /what the model wrote/i })
      .getByRole('article')
      .first()
      .locator('p')
      .first();
  }
  set(label: string, value: number): Promise<void> {
    return setNumber(this.page, label, value);
  }
  async text(): Promise<string> {
    return (await this.newest.textContent()) ?? '';
  }
  async whenWritten(): Promise<void> {
    await expect(this.stop).toBeHidden({ timeout: 60_000 });
    await expect(this.write).toBeEnabled();
  }

  /** Presses Write and returns the lengths that the newest text took on its way, as the page showed them. */
  async lengthsWhileWriting(): Promise<number[]> {
    const before = await this.page.getByRole('article').count();
    const watching = await this.page.evaluateHandle((count) => {
      const lengths: number[] = [];
      const observer = new MutationObserver(() => {
        const articles = document.querySelectorAll('main article');
        const length = articles.length > count ? (articles[0]?.querySelector('p')?.textContent?.length ?? 0) : 0;
        if (length > 0 && lengths.at(-1) !== length) lengths.push(length);
      });
      observer.observe(document.body, { childList: true, characterData: true, subtree: true });
      return { lengths, end: () => observer.disconnect() };
    }, before);
    await this.write.click();
    await expect(this.page.getByRole('article')).toHaveCount(before + 1);
    await this.whenWritten();
    return watching.evaluate(({ lengths, end }) => {
      end();
      return lengths;
    });
  }
}
