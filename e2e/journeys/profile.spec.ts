import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { profile as profileShape } from '../../src/schema/profile';
import { expect, setTinyRun, test } from './studio-test';

test('before a run: what a step will take is exact, and a profile says where it goes', async ({ studio, page }) => {
  await setTinyRun(studio, 50);
  await studio.go('Model');
  const plan = await studio.model.plan();
  expect(plan.memory).toMatch(/^[\d.]+ [kM]B$/);
  expect(plan.dispatches).toBeGreaterThan(10);
  await page.getByRole('button', { name: 'Largest tensors of a step' }).click();
  await expect(page.getByRole('row', { name: /^head, Linear/ })).toBeVisible();

  await studio.profile.open();
  await studio.profile.take.click();
  await expect(studio.profile.cancel).toBeVisible();
  await expect(studio.profile.save).toBeVisible({ timeout: 60_000 });
  expect(await studio.codes()).toEqual([]);

  const dispatches: number[] = [];
  for (const label of ['Time by op', 'Time by layer']) {
    const rows = await studio.profile.rows(label);
    expect(rows.size, label).toBeGreaterThan(3);
    let [share, count] = [0, 0];
    for (const [name, [ms = Number.NaN, percent = Number.NaN, , , number = Number.NaN]] of rows) {
      // A name that the build had shortened would say nothing.
      expect(name.length, name).toBeGreaterThan(2);
      expect(ms, name).toBeGreaterThanOrEqual(0);
      share += percent;
      count += number;
    }
    // Each rounded to two digits, or to tenths of a percent.
    expect(Math.abs(share - 100), label).toBeLessThan(3);
    dispatches.push(count);
  }
  expect(dispatches).toEqual([plan.dispatches, plan.dispatches]);
  expect((await studio.profile.rows('Time by layer')).has('layer 0')).toBe(true);

  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)).toEqual(
    [],
  );
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

  const [download] = await Promise.all([page.waitForEvent('download'), studio.profile.save.click()]);
  expect(download.suggestedFilename()).toMatch(/^profile-.*\.json$/);
  const saved = profileShape.parse(JSON.parse(readFileSync(await download.path(), 'utf8')), 'download');
  expect(saved.commands.filter(({ kind }) => kind === 'dispatch')).toHaveLength(plan.dispatches);
  expect(saved.stepMs).toBeGreaterThan(0);
});
