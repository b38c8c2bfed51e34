import AxeBuilder from '@axe-core/playwright';
import { given } from '../data/given-file';
import { chapter } from '../data/make-corpus';
import { tinyCorpus } from '../data/make-hostile';
import type { StageName, Studio } from '../screens/studio';
import { expect, startTinyRun, test } from './studio-test';

const STAGES: readonly StageName[] = ['Data', 'Model', 'Train', 'Playground', 'Export'];
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

type Place = readonly [name: string, go: () => Promise<void>];

/** axe and no sideways scrolling, in every place in both themes and sizes. */
async function examinePlaces({ page }: Studio, state: string, places: readonly Place[]): Promise<void> {
  const findings: string[] = [];
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const [place, go] of places) {
        await go();
        const where = `${state}, ${place}, ${size}, ${colorScheme}`;
        const { violations } = await new AxeBuilder({ page }).analyze();
        for (const { id, impact, nodes } of violations) {
          if (impact !== 'serious' && impact !== 'critical') continue;
          findings.push(
            `${where}: ${id}, ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary?.split('\n')[1] ?? ''}`).join(' | ')}`,
          );
        }
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (over > 0) findings.push(`${where}: ${over} px wider than the window`);
      }
    }
  }
  await page.setViewportSize(SIZES.wide);
  expect(findings).toEqual([]);
}

const examine = (studio: Studio, state: string): Promise<void> =>
  examinePlaces(
    studio,
    state,
    STAGES.map((stage): Place => [stage, () => studio.go(stage)]),
  );

test('axe finds nothing serious and nothing overflows: empty', async ({ studio }) => {
  test.slow();
  await examine(studio, 'empty');
});

test('axe finds nothing serious and nothing overflows: an error', async ({ studio }) => {
  test.slow();
  await studio.data.choose(tinyCorpus);
  await studio.data.whenSettled();
  await examine(studio, 'error');
});

test('axe finds nothing serious and nothing overflows: what is under the tabs of Data', async ({ studio }) => {
  test.slow();
  const { data, page } = studio;
  await data.choose(given('one.txt', chapter(1)), given('two.txt', chapter(2)), given('again.txt', chapter(1)));
  await data.whenReady();
  await data.tab('Quality');
  await expect(page.getByRole('button', { name: 'Save as HTML' })).toBeVisible();
  const open = async (tab: string | RegExp, summaries: RegExp) => {
    await data.tab(tab);
    for (const summary of await page.locator('details:not([open]) > summary', { hasText: summaries }).all())
      if (await summary.isVisible()) await summary.click();
  };
  await examinePlaces(studio, 'prepared', [
    ['Quality', () => data.tab('Quality')],
    ['Clean', () => open(/^Clean/, /./)],
    ['Augment', () => data.tab('Augment')],
    ['Tokens', () => data.tab('Tokens')],
  ]);
});

test('axe finds nothing serious and nothing overflows: running, paused, finished', async ({ studio }) => {
  test.setTimeout(600_000);
  await startTinyRun(studio, 100_000);
  await examine(studio, 'running');
  await studio.go('Train');
  await studio.train.button(/^pause/i).click();
  await expect(studio.train.state).toContainText('Paused');
  await examine(studio, 'paused');
  await studio.go('Train');
  await studio.train.button(/^stop/i).click();
  await studio.train.whenEnded();
  await examine(studio, 'finished');
});

test('on a phone, what one presses is at least 44 pixels high', async ({ studio, page }) => {
  await page.setViewportSize(SIZES.phone);
  await expect(studio.data.tryWithSample).toBeInViewport();
  for (const stage of STAGES) {
    const box = await studio.stage(stage).boundingBox();
    expect(box?.height, stage).toBeGreaterThanOrEqual(44);
  }
  expect((await studio.data.tryWithSample.boundingBox())?.height).toBeGreaterThanOrEqual(44);
});
