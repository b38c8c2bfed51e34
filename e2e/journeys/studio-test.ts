import { test as base, expect } from '@playwright/test';
import { corpusFile } from '../data/make-corpus';
import { Studio } from '../screens/studio';

interface Fixtures {
  /** The studio, opened. After the test: nothing left the origin, nothing was thrown, nothing was reported on the console. */
  readonly studio: Studio;
  /** Console errors that this test provokes. */
  readonly allowedErrors: RegExp | undefined;
  /** Addresses that a person says yes to in this test. */
  readonly allowedStrangers: RegExp | undefined;
}

export const test = base.extend<Fixtures>({
  allowedErrors: [undefined, { option: true }],
  allowedStrangers: [undefined, { option: true }],
  studio: async ({ page, context, baseURL, allowedErrors, allowedStrangers }, use) => {
    const origin = new URL(baseURL ?? '').origin;
    const strangers: string[] = [];
    const errors: string[] = [];
    // The context sees the requests of workers too.
    context.on('request', (request) => {
      const url = request.url();
      if (url.startsWith(`${origin}/`) || /^(data|blob):/.test(url) || allowedStrangers?.test(url)) return;
      strangers.push(url);
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
    });
    await use(await new Studio(page).open());
    expect(strangers, 'requests that left the origin').toEqual([]);
    expect(
      errors.filter((error) => !allowedErrors?.test(error)),
      'errors on the console',
    ).toEqual([]);
  },
});
export { expect } from '@playwright/test';

/** The smallest run that is one: a real file, a model of a few thousand parameters, set on the real screens. */
export async function setTinyRun(studio: Studio, steps: number): Promise<void> {
  await studio.data.choose(corpusFile());
  await studio.data.whenReady();
  await setTinyModel(studio, steps);
}
/** The same on the corpus that is there. */
export async function setTinyModel(studio: Studio, steps: number): Promise<void> {
  await studio.go('Model');
  await studio.model.set('Context length', 32);
  await studio.model.set('Layers', 1);
  await studio.model.set('Hidden size', 32);
  await studio.go('Train');
  await studio.train.set('Steps', steps);
  await studio.train.set('Batch size', 4);
}
export async function startTinyRun(studio: Studio, steps: number): Promise<void> {
  await setTinyRun(studio, steps);
  await studio.train.trainButton.click();
  await studio.train.whenRunning();
}
export async function trainTiny(studio: Studio, steps = 12): Promise<void> {
  await startTinyRun(studio, steps);
  await studio.train.whenEnded();
  await expect(studio.train.state).toContainText('Done');
}
