import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { CorpusStore } from './corpus-store';
import { importFiles } from './import-files';
import { forgetfulStorage } from './testing/forgetful-storage';
import { generatedBlob } from './testing/generated-blob';

setFlagsFromString('--expose-gc');
const gc: () => void = runInNewContext('gc');

const MB = 1 << 20;
const sentence = 'The harpooneer Größe said — never mind how long precisely — “so be it”, and went below. ';
const line = JSON.stringify({ id: 1, text: sentence.repeat(4) });
const blocks: Readonly<Record<string, string>> = {
  txt: `${sentence.repeat(9)}\n`,
  jsonl: `${line}\n`,
  csv: `7,"${sentence.repeat(3)}",x\n`,
};

it.each(Object.entries(blocks))('64 MB of .%s are never on the heap', async (ending, block) => {
  const unit = new TextEncoder().encode(block.repeat(Math.ceil(MB / block.length)));
  const blob = generatedBlob(
    unit,
    Math.ceil((64 * MB) / unit.length),
    new TextEncoder().encode(ending === 'csv' ? 'id,text,z\n' : ''),
  );
  const storage = forgetfulStorage();
  const store = await CorpusStore.open(storage);
  const used = () => {
    gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  let most = 0;
  let calls = 0;
  const onProgress = () => {
    if (++calls % 6 === 0) most = Math.max(most, used() - before);
  };
  const source = await importFiles(store, [{ path: `x.${ending}`, blob }], 'file', 'x', {
    onProgress,
    signal: new AbortController().signal,
  });
  expect(source.files[0]?.problems).toEqual([]);
  expect(storage.writtenBytes).toBeGreaterThan(30 * MB);
  expect(calls).toBeGreaterThan(60);
  // Live memory, whatever the size of the file: two blocks of 1 MB as bytes, a block as text, its rows as objects, documents and parts, buffers of
  // storage; of running text parts of a million characters and what they were joined from. 3 to 10 MB measured for tables, 16 to 28 for text.
  expect(most).toBeLessThan(40 * MB);
});
