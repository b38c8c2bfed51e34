import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isAbort } from '@/base/errors';
import { file, importTexts } from '@/data/corpus/testing/import-texts';
import type { WorkPool } from '@/data/pool/work-pool';
import { defaultPrepareConfig } from '@/data/prepare/default-config';
import { prepareDataset } from '@/data/prepare/prepare-dataset';
import { recipes } from '@/data/recipes';
import { stepsOf } from '@/data/recipes/recipe-steps';
import { mixedScripts, mobyDick } from '@/data/tokenizers/testing/samples';
import { nodePool } from './node-pool';

// Real threads: their start, TypeScript and all, is most of this test's time, and much of it where others work too.
const START_MS = 120_000;
const threads = nodePool('2', 0);
afterAll(() => threads.end());

const novel = mobyDick().slice(0, 200_000);
const documents = [...novel.split(/(?=CHAPTER \d+)/), mixedScripts, 'short', '', novel.slice(5000, 9000), 'short'];
const lines = documents.map((text) => JSON.stringify({ text })).join('\n');
/** Longer than what is handed out whole. */
const long = mobyDick().repeat(2).slice(0, 1_100_000);
/** Not what takes long and is done by no thread. */
const left = ['language', 'near-duplicates'];
const config = {
  ...defaultPrepareConfig(1e6),
  steps: stepsOf({ name: 'fineweb', steps: recipes.get('fineweb').steps.filter(({ id }) => !left.includes(id)) }),
  tokenizer: { id: 'byte-bpe', options: { vocabularySize: 600 } },
};
const imported = () => importTexts([file('a.jsonl', lines), file('long.txt', long)]);

async function prepared(pool: WorkPool): Promise<Map<string, unknown>> {
  const { store, storage } = await imported();
  const signal = new AbortController().signal;
  const manifest = await prepareDataset(store, config, { storage, signal, pool, onProgress: () => {} });
  const audit = manifest.audit.map(({ seconds, ...rest }) => rest);
  const files = new Map<string, unknown>([['audit', audit]]);
  for (const path of await storage.list('datasets/'))
    if (!path.endsWith('/dataset.json'))
      files.set(path, Buffer.from(await (await storage.blob(path)).arrayBuffer()).toString('base64'));
  return files;
}

describe('nodePool', () => {
  it(
    'prepares the same bytes with two threads and with none',
    async () => {
      const none = await prepared(nodePool('0'));
      const two = await prepared(threads);
      expect([...none.keys()].filter((path) => path.endsWith('.bin')).length).toBeGreaterThanOrEqual(2);
      expect(two).toEqual(none);
    },
    START_MS,
  );

  it('stops when the work is cancelled, and can work again', async () => {
    const { store, storage } = await imported();
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const work = prepareDataset(store, config, { storage, signal: controller.signal, pool: threads, onProgress });
    expect(await work.catch(isAbort)).toBe(true);
    expect(await storage.list('datasets/')).toEqual([]);
    const mapper = threads.open('clean', { steps: [] });
    const batch = { documents: [{ document: 0, file: 'a', rescued: false, parts: ['A'] }] };
    expect((await mapper.map(batch)).documents).toEqual([['A']]);
    mapper.close();
  });

  it(
    'keeps a program going that waits for nothing else',
    () => {
      const program = `
      const { nodePool } = await import('./src/cli/node-pool.ts');
      const pool = nodePool('1', 0);
      const batch = { documents: [{ document: 0, file: 'a', rescued: false, parts: ['A'] }] };
      const { documents } = await pool.open('clean', { steps: [] }).map(batch);
      process.stdout.write(JSON.stringify(documents));
      pool.end();`;
      const run = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
        encoding: 'utf8',
        cwd: join(import.meta.dirname, '..', '..'),
      });
      expect({ out: run.stdout, code: run.status }, run.stderr).toEqual({ out: '[["A"]]', code: 0 });
    },
    START_MS,
  );

  it.each(['-1', 'two', '1.5'])('refuses LOAM_WORKERS=%s', (wanted) => {
    expect(() => nodePool(wanted)).toThrow('no number of threads');
  });
});
