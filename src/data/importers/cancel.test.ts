import { expect, it } from 'vitest';
import { memoryStorage } from '@/storage/memory';
import { CorpusStore } from '../corpus/corpus-store';
import { importFiles } from '../corpus/import-files';
import { file } from '../corpus/testing/import-texts';
import { importers } from './index';
import { cases, goodFile } from './testing/cases';

it.each(Object.keys(cases))('an import of %s can be cancelled, and leaves nothing', async (id) => {
  const example = cases[id];
  const ending = importers.get(id).extensions[0] ?? '';
  const contents = example ? await goodFile(example) : new Uint8Array(0);
  const storage = memoryStorage();
  const store = await CorpusStore.open(storage);
  const controller = new AbortController();
  let calls = 0;
  const work = importFiles(
    store,
    Array.from({ length: 200 }, (_, i) => file(`${i}.${ending}`, contents)),
    'file',
    'a',
    {
      onProgress: () => {
        if (++calls === 3) controller.abort();
      },
      signal: controller.signal,
    },
  );
  await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  expect(await storage.list('')).toEqual([]);
});
