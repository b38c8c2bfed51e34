import type { GivenFile } from '../data/given-file';
import { given } from '../data/given-file';
import { chapter, corpusFile, corpusText } from '../data/make-corpus';
import * as hostile from '../data/make-hostile';
import { expect, test } from './studio-test';

interface Case {
  readonly name: string;
  readonly file: () => GivenFile;
  /** The code on the card. */
  readonly code: RegExp;
  /** What the card says besides: a line, a name. */
  readonly says?: RegExp;
  /** Documents that were read all the same; 0 when nothing could be. */
  readonly documents: number;
}
const CASES: readonly Case[] = [
  { name: 'an empty file', file: () => hostile.emptyFile, code: /empty/, documents: 0 },
  { name: 'a program named .txt', file: () => hostile.binaryNamedText, code: /binary/, documents: 0 },
  { name: 'a truncated gzip', file: hostile.truncatedGzip, code: /gzip|truncated/, documents: 0 },
  { name: 'a gzip bomb', file: hostile.gzipBomb, code: /bomb|ratio|large|expands/, documents: 0 },
  { name: 'a zip bomb', file: hostile.zipBomb, code: /bomb|ratio|large|expands/, documents: 0 },
  {
    name: 'a zip that climbs out of its folder',
    file: () => hostile.climbingZip,
    code: /path|name|climb|zip/,
    says: /\.\.\/|absolute|windows/,
    documents: 1,
  },
  { name: 'a broken JSON line', file: () => hostile.brokenLine, code: /json|line/, says: /\b3\b/, documents: 4 },
  { name: 'a ragged table', file: () => hostile.raggedTable, code: /ragged/, documents: 4 },
  {
    name: 'halves of surrogate pairs',
    file: () => hostile.loneSurrogates,
    code: /surrogate|encoding|replaced|utf/,
    documents: 3,
  },
];

for (const { name, file, code, says, documents } of CASES) {
  test(`${name} is explained where it lies, and a good file afterwards is prepared`, async ({ studio }) => {
    await studio.data.choose(file());
    await studio.data.whenSettled();
    await studio.data.openSources();
    const cards = studio.page.locator('[data-code]');
    await expect(cards.first()).toBeVisible();
    expect((await studio.codes()).join(' ')).toMatch(code);
    if (says) expect((await cards.allInnerTexts()).join('\n')).toMatch(says);
    if (documents > 0) expect(await studio.data.number('Documents')).toBe(documents);

    await studio.data.choose(corpusFile());
    await studio.data.whenReady();
    expect(await studio.data.number('Documents')).toBe(documents + 1);
  });
}

test('ten megabytes on one line are read, and the page stays alive meanwhile', async ({ studio }) => {
  test.slow();
  await studio.data.choose(hostile.longLine());
  // Alive: the page answers while its worker reads.
  await studio.go('Model');
  await studio.go('Data');
  await studio.data.whenReady(150_000);
  expect(await studio.data.number('Documents')).toBe(1);
  expect(await studio.data.number('Characters')).toBe(10_000_000);
});

test('a corpus shorter than one context is said before training', async ({ studio }) => {
  await studio.data.choose(hostile.tinyCorpus);
  await studio.data.whenSettled();
  await expect(
    studio.page.locator('[data-code*="short"], [data-code*="small"], [data-code*="large"]').first(),
  ).toBeVisible();
  await studio.go('Train');
  await expect(studio.train.trainButton).toBeDisabled();
});

test('a vocabulary larger than the corpus supports is refused, with a size that suits', async ({ studio }) => {
  await studio.data.choose(given('short.txt', chapter(1).slice(0, 1500)));
  await studio.data.whenSettled();
  await studio.data.tab(/tokens/i);
  await studio.data.set('Vocabulary size', 8192);
  await expect(studio.problem('tokenizer/vocabulary-too-large')).toBeVisible();
  await studio.page.getByRole('button', { name: /take a size that suits/i }).click();
  await studio.data.whenReady();
  expect(await studio.codes()).toEqual([]);
});

test('a run that exceeds the adapter is refused before it starts, with the number that is too large', async ({
  studio,
}) => {
  await studio.data.choose(given('long.txt', corpusText(200_000)));
  await studio.data.whenReady();
  await studio.go('Model');
  await studio.model.set('Context length', 4096);
  await studio.go('Train');
  await studio.train.set('Batch size', 512);
  await expect(studio.train.trainButton).toBeDisabled();
  await studio.go('Model');
  await expect(studio.stage('Model')).toContainText('Too large');
  await expect(studio.page.locator('main')).toContainText(/\d[\d.,]* ?(GB|GiB|MB|MiB)/);
});
