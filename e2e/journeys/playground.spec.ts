import { expect, startTinyRun, test, trainTiny } from './studio-test';

test('the trained model continues a prompt, streaming, and the same seed says the same', async ({ studio }) => {
  await trainTiny(studio, 12);
  await studio.go('Playground');
  await studio.playground.prompt.fill('The whale');
  // The page is drawn twenty times a second, and the smallest model writes hundreds of tokens in that.
  await studio.playground.set('Length', 200);
  const lengths = await studio.playground.lengthsWhileWriting();
  expect(lengths.length, `the text grew in steps: ${lengths}`).toBeGreaterThan(2);
  const first = await studio.playground.text();
  expect(first.startsWith('The whale')).toBe(true);
  expect(first.length).toBeGreaterThan('The whale'.length + 10);

  await studio.playground.lengthsWhileWriting();
  expect(await studio.playground.text()).toBe(first);
  await studio.playground.set('Seed', 2);
  await studio.playground.lengthsWhileWriting();
  expect(await studio.playground.text()).not.toBe(first);
});

test('writing stops when told', async ({ studio }) => {
  await trainTiny(studio, 12);
  await studio.go('Playground');
  await studio.playground.prompt.fill('The whale');
  await studio.playground.set('Length', 2000);
  await studio.playground.write.click();
  await expect.poll(async () => (await studio.playground.text()).length).toBeGreaterThan(20);
  await studio.playground.stop.click();
  await studio.playground.whenWritten();
  await expect(studio.page.getByRole('article').first()).toContainText('stopped');
});

test('a run that is on must be paused first, and goes on afterwards', async ({ studio }) => {
  await startTinyRun(studio, 2000);
  await studio.train.whenBest();
  await studio.go('Playground');
  await expect(studio.playground.write).toBeDisabled();
  await studio.page.locator('main').getByRole('button', { name: 'Pause' }).click();
  await studio.playground.prompt.fill('The whale');
  await studio.playground.set('Length', 16);
  await studio.playground.lengthsWhileWriting();
  expect((await studio.playground.text()).length).toBeGreaterThan('The whale'.length);
  const step = await studio.train.barStep();
  await studio.train.button(/^resume/i).click();
  await expect.poll(() => studio.train.barStep()).toBeGreaterThan(step);
  await studio.train.button(/^stop/i).click();
  await studio.train.whenEnded();
});

test('without weights the playground says what is missing', async ({ studio }) => {
  await studio.go('Playground');
  await expect(studio.page.locator('main')).toContainText(/train a model first/i);
  await expect(studio.playground.write).toBeHidden();
});
