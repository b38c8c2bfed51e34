import { expect, it } from 'vitest';
import type { Progress } from '@/base/progress';
import { generatedBlob } from '@/data/corpus/testing/generated-blob';
import { defaultPrepareConfig } from '@/data/prepare/default-config';
import type { PrepareConfig } from '@/schema/dataset';
import { documentsOf } from '@/schema/shape';
import type { SourceFile } from '@/schema/source';
import { memoryStorage } from '@/storage/memory';
import { createDataApi } from './data-api';
import type { DataStage } from './protocol';

const file = (path: string, text: string): SourceFile => ({ path, blob: new Blob([text]) });
const story = (n: number) => `Story ${n}: once there was a hen who lived behind the house and counted to ${n * 7}.\n`;
const stories = Array.from({ length: 400 }, (_, i) =>
  JSON.stringify({ id: i, title: `No. ${i}`, text: story(i) }),
).join('\n');
/** Large enough that importing it takes seconds. */
const endless: SourceFile = {
  path: 'endless.txt',
  blob: generatedBlob(new TextEncoder().encode(story(1)), 20_000_000),
};
const config: PrepareConfig = {
  ...defaultPrepareConfig(30_000),
  tokenizer: { id: 'characters', options: {} },
};

async function opened(storage = memoryStorage()) {
  const events: { stage: DataStage; progress: Progress; at: number }[] = [];
  const api = createDataApi(async () => storage);
  const found = await api.open({
    progress: (stage, progress) => events.push({ stage, progress, at: performance.now() }),
  });
  return { api, events, found, storage };
}

it('imports, inspects, prepares, cuts into tokens, and finds it all again', async () => {
  const { api, storage, found } = await opened();
  expect(found).toEqual({ sources: [] });
  const source = await api.add([file('s.jsonl', stories)], 'file', 's.jsonl');
  expect(source).toMatchObject({ documents: 400, columns: { mapping: documentsOf(['text']) } });
  expect(await api.inspect()).toMatchObject({ documents: 400, duplicates: 0 });
  const [first, second] = await api.documents(7, 2);
  expect(first?.text).toBe(story(7));
  expect(second?.provenance).toMatchObject({ file: 's.jsonl', row: 9 });
  expect(await api.tokens('hen')).toEqual([]);
  const dataset = await api.prepare(config);
  expect(dataset.train.tokens).toBeGreaterThan(1000);
  expect((await api.tokens('hen')).map(({ text }) => text)).toEqual(['h', 'e', 'n']);

  const again = await opened(storage);
  expect(again.found.sources).toEqual([source]);
  expect(again.found.dataset).toEqual(dataset);
  expect((await again.api.tokens('hen')).length).toBe(3);
  await again.api.remove(source.id);
  expect(await again.api.inspect()).toMatchObject({ documents: 0 });
});

it('reads a source again with other columns; after a reload it says to drop the file again', async () => {
  const { api, storage } = await opened();
  await api.add([file('a.txt', 'before')], 'file', 'a');
  const source = await api.add([file('s.jsonl', stories)], 'file', 's');
  await api.add([file('z.txt', 'after')], 'file', 'z');
  const changed = await api.chooseColumns(source.id, documentsOf(['title', 'text']));
  expect(changed).toMatchObject({ documents: 400, columns: { mapping: documentsOf(['title', 'text']) } });
  expect((await api.documents(1, 1))[0]?.text).toBe(`No. 0\n\n${story(0)}`);
  expect((await api.documents(401, 1))[0]?.text).toBe('after');
  // Chosen again, by the id that the last answer gave.
  expect((await api.chooseColumns(changed.id, documentsOf(['title']))).columns?.mapping).toEqual(
    documentsOf(['title']),
  );

  const again = await opened(storage);
  const [, kept] = again.found.sources;
  await expect(again.api.chooseColumns(kept?.id ?? '', documentsOf(['text']))).rejects.toMatchObject({
    report: { code: 'import/original-gone', where: 's', remedy: expect.stringMatching(/drop/) },
  });
});

it('cancels an import within 200 ms, reports at most ten times a second, and goes on afterwards', async () => {
  const { api, events, storage } = await opened();
  const work = api.add([endless], 'file', 'endless');
  const settled = work.catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 450));
  const start = performance.now();
  await api.cancel();
  expect(await settled).toMatchObject({ name: 'AbortError' });
  expect(performance.now() - start).toBeLessThan(200);
  expect(events.length).toBeGreaterThan(1);
  expect(events.length).toBeLessThanOrEqual(6);
  for (const [i, { at }] of events.slice(1).entries()) expect(at - (events[i]?.at ?? 0)).toBeGreaterThan(95);
  expect(events.at(-1)).toMatchObject({ stage: 'import', progress: { label: 'Reading endless.txt', unit: 'bytes' } });
  expect(await storage.list('')).toEqual([]);
  expect((await api.add([file('a.txt', 'fine')], 'file', 'a')).documents).toBe(1);
});

it('a new preparation cancels the running one, but no import', async () => {
  const { api } = await opened();
  const adding = api.add([file('s.jsonl', stories.repeat(20))], 'file', 's');
  const first = api.prepare(config);
  const settled = first.catch((error: unknown) => error);
  const second = api.prepare({ ...config, split: { ...config.split, seed: 7 } });
  expect((await adding).documents).toBeGreaterThan(400);
  expect(await settled).toMatchObject({ name: 'AbortError' });
  expect((await second).preparation.split.seed).toBe(7);
});

it('a change of the corpus cancels what is being prepared from the old one', async () => {
  const { api } = await opened();
  await api.add([file('s.jsonl', stories)], 'file', 's');
  const settled = api.prepare(config).catch((error: unknown) => error);
  await api.add([file('a.txt', 'more')], 'file', 'a');
  expect(await settled).toMatchObject({ name: 'AbortError' });
});

it('must be opened first', async () => {
  const api = createDataApi(async () => memoryStorage());
  await expect(api.inspect()).rejects.toThrow(/open/);
});
