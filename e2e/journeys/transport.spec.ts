import { expect, startTinyRun, test, trainTiny } from './studio-test';

test('train, pause, resume, stop: the run says each, and paused means paused', async ({ studio }) => {
  await startTinyRun(studio, 400);
  await studio.train.button(/^pause/i).click();
  await expect(studio.train.state).toContainText(/Paused \d+ %/);
  const step = await studio.train.step();
  // Paused: nothing moves over two frames of drawing and a round trip to the worker.
  await studio.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await studio.train.step()).toBe(step);
  await expect(studio.page.getByText(/\beta\b.*\d/i)).toHaveCount(0);
  await studio.train.button(/^resume/i).click();
  await expect.poll(() => studio.train.step()).toBeGreaterThan(step);
  await studio.train.button(/^stop/i).click();
  await studio.train.whenEnded();
  await expect(studio.train.state).toContainText('Stopped');
  const end = await studio.train.step();
  expect(end).toBeGreaterThan(step);
  expect(end).toBeLessThan(400);
});

test('going to other screens never stops a run, and the run bar is on each of them', async ({ studio }) => {
  await startTinyRun(studio, 400);
  for (const name of ['Data', 'Model', 'Playground', 'Export'] as const) {
    await studio.go(name);
    await expect.poll(() => studio.train.barStep()).toBeGreaterThan(0);
    const before = await studio.train.barStep();
    await expect.poll(() => studio.train.barStep(), `the run goes on at ${name}`).toBeGreaterThan(before);
  }
  await studio.train.button(/^stop/i).click();
  await studio.train.whenEnded();
});

test('space pauses and resumes', async ({ studio }) => {
  await startTinyRun(studio, 400);
  await studio.page.locator('h1').focus();
  await studio.page.keyboard.press('Space');
  await expect(studio.train.state).toContainText('Paused');
  await studio.page.keyboard.press('Space');
  await expect(studio.train.state).not.toContainText('Paused');
  await studio.train.button(/^stop/i).click();
  await studio.train.whenEnded();
});

test('a finished run can go on', async ({ studio }) => {
  // Enough to beat guessing: only then does the studio propose to continue.
  await trainTiny(studio, 60);
  expect(await studio.train.step()).toBe(60);
  await studio.train.button(/^continue/i).click();
  await expect.poll(() => studio.train.step(), { timeout: 60_000 }).toBeGreaterThan(60);
  await studio.train.whenEnded();
});
