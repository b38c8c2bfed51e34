import { Tokenizer } from '@huggingface/tokenizers';
import { given, writeFiles } from '../data/given-file';
import { chapter, corpusFile } from '../data/make-corpus';
import { foreignTokenizer } from '../data/make-tokenizer';
import { dropPaths } from '../screens/drop';
import { type ForeignHost, foreignHost } from '../server/foreign-host';
import { expect, setTinyModel, test } from './studio-test';

test.describe('a file from the web', () => {
  let host: ForeignHost;
  const everybody = { 'access-control-allow-origin': '*' };
  test.beforeAll(async () => {
    host = await foreignHost({
      '/old': { body: '', status: 302, headers: { ...everybody, location: '/chapter%201.txt' } },
      '/chapter%201.txt': { body: chapter(1), headers: { ...everybody, 'content-type': 'text/plain' } },
      '/endless.txt': { body: 'It was the best of times', headers: everybody, endless: true },
      '/mine.txt': { body: 'for this host alone' },
    });
  });
  test.afterAll(() => host.close());
  test.use({
    allowedErrors: /127\.0\.0\.1|Failed to load resource|CORS|Content Security Policy/,
    allowedStrangers: /^http:\/\/127\.0\.0\.1:/,
  });

  test('is asked for once, after a yes that says what is asked of whom', async ({ studio }) => {
    const { page, data } = studio;
    const fetchIt = async (path: string, answer: 'No' | 'Yes, fetch it') => {
      await page.getByLabel('File on the web').fill(host.address + path);
      await page.getByRole('button', { name: 'Fetch' }).click();
      const question = page.getByRole('alertdialog', { name: 'Ask another host for a file?' });
      await expect(question).toContainText(host.address + path);
      await expect(question).toContainText(/will see your IP address/);
      await question.getByRole('button', { name: answer }).click();
      await expect(question).toHaveCount(0);
    };
    await page.getByLabel('File on the web').fill('http://example.com/a.txt');
    await page.getByRole('button', { name: 'Fetch' }).click();
    await expect(page.getByText(/Only https:\/\/ is fetched/)).toBeVisible();
    await fetchIt('/old', 'No');
    expect(host.asked).toEqual([]);

    await fetchIt('/old', 'Yes, fetch it');
    await data.whenReady();
    expect(host.asked.map(({ line }) => line)).toEqual(['GET /old', 'GET /chapter%201.txt']);
    for (const { headers } of host.asked) {
      expect(headers).not.toHaveProperty('cookie');
      expect(headers).not.toHaveProperty('referer');
    }
    await data.openSources();
    const source = page.locator('ul[aria-label="Sources"] > li');
    await expect(source).toContainText('chapter 1.txt');
    await expect(source).toContainText(`From ${host.address}/chapter%201.txt`);

    await fetchIt('/mine.txt', 'Yes, fetch it');
    await expect(studio.problem('fetch/refused')).toContainText('does not let other pages read it (CORS)');
    await fetchIt('/gone.txt', 'Yes, fetch it');
    await expect(studio.problem('fetch/status')).toContainText('The host answered 404');
    await fetchIt('/endless.txt', 'Yes, fetch it');
    await expect(page.getByText('Fetching endless.txt')).toBeVisible();
    expect(host.givenUp()).toBe(0);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => host.givenUp()).toBe(1);
    await expect(page.getByText('Preparation was cancelled.')).toBeVisible();
    expect(host.asked).toHaveLength(5);
    // The page and the workers that know of text and models may still ask nobody.
    const asks = (url: string) =>
      fetch(url).then(
        () => 'went out',
        () => 'refused',
      );
    const stranger = `${host.address}/chapter%201.txt`;
    expect(await page.evaluate(asks, stranger)).toBe('refused');
    for (const worker of page.workers().filter((one) => !one.url().includes('door')))
      expect(await worker.evaluate(asks, stranger), worker.url()).toBe('refused');
    expect(host.asked).toHaveLength(5);
    // The worker that may ask other hosts lives no longer than its question.
    await expect.poll(() => page.workers().filter((worker) => worker.url().includes('door')).length).toBe(0);
  });
});

test('a tokenizer.json from elsewhere cuts the text, trains, and goes out as it came', async ({ studio }, info) => {
  const { page, data } = studio;
  const file = foreignTokenizer();
  await data.choose(corpusFile());
  await data.whenReady();
  await data.tab('Tokens');
  await page.getByLabel('Tokenizer to import').setInputFiles({
    name: 'wrong.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ ...file, decoder: null })),
  });
  await expect(studio.problem('tokenizer/unreadable')).toContainText('wrong.json, decoder');
  // Dropped on its place: the window, which takes files everywhere else, leaves it alone.
  const place = await page.getByRole('region', { name: 'Import a tokenizer' }).boundingBox();
  const paths = writeFiles(info.outputPath('drop'), [given('theirs.json', JSON.stringify(file))]);
  await dropPaths(page, paths, (place?.x ?? 0) + 20, (place?.y ?? 0) + 20);
  await expect(page.getByText(/Cuts the text as theirs.json says, into its 258 tokens/)).toBeVisible();
  await expect(studio.problem('tokenizer/unreadable')).toHaveCount(0);
  await data.whenReady();

  const text = 'Call me Ishmael.';
  const theirs = new Tokenizer(file, {}).encode(text, { add_special_tokens: false }).ids;
  await page.getByLabel('Text to cut').fill(text);
  const cut = page.getByRole('img', { name: `${theirs.length} tokens` });
  await expect(cut).toBeVisible();
  const titles = await cut.locator('span').evaluateAll((spans) => spans.map((span) => span.getAttribute('title')));
  expect(titles).toEqual(theirs.map((id) => `id ${id}`));
  await expect(page.getByRole('region', { name: 'Vocabulary' })).toContainText('258 tokens');

  await setTinyModel(studio, 8);
  await studio.train.trainButton.click();
  await studio.train.whenEnded();
  await studio.go('Export');
  const files = await studio.export.take();
  const json = (name: string) => JSON.parse(new TextDecoder().decode(files[name]));
  expect(json('tokenizer.json')).toEqual(file);
  expect(json('special_tokens_map.json')).toMatchObject({ bos_token: '</s>', eos_token: '</s>' });
  expect(json('config.json')).toMatchObject({ vocab_size: 258, eos_token_id: 257 });
});
