import { expect, it } from 'vitest';
import { datasetFiles, type PrepareConfig } from '@/schema/dataset';
import { memoryStorage } from '@/storage/memory';
import type { Storage } from '@/storage/storage';
import { CorpusStore } from '../corpus/corpus-store';
import { importFiles } from '../corpus/import-files';
import { byteBpeTrainer } from '../tokenizers/byte-bpe/train';
import { loadTokenizer } from '../tokenizers/load-tokenizer';
import { learnedFile } from '../tokenizers/sentencepiece-bpe/testing/learned-file';
import { addedToken } from '../tokenizers/special-tokens';
import { mobyDick, texts } from '../tokenizers/testing/samples';
import { defaultPrepareConfig } from './default-config';
import { forgetTokenizers, importedTokenizer, keepTokenizer } from './imported-tokenizer';
import { prepareDataset } from './prepare-dataset';

const idle = { onProgress: () => {}, signal: new AbortController().signal };

/** A file in Llama 3's manner, whose text ends with another token than ours. */
async function foreign() {
  const made = await byteBpeTrainer.train(texts(mobyDick().slice(0, 30_000)), { vocabularySize: 400 }, idle);
  const { '<|endoftext|>': first, ...others } = (made.model as { vocab: Record<string, number> }).vocab;
  return {
    ...made,
    padding: { strategy: 'BatchLongest' },
    added_tokens: [addedToken(400, '<|end_of_text|>')],
    model: { ...(made.model as object), vocab: { '<unused>': first, ...others } },
  };
}
const blob = (file: object) => new Blob([JSON.stringify(file)]);
const config = (imported: PrepareConfig['importedTokenizer']): PrepareConfig => ({
  ...defaultPrepareConfig(1),
  ...(imported ? { importedTokenizer: imported } : {}),
});
const documents = ['Call me Ishmael. Some years ago', 'The whale, the whale!', 'And I only am escaped'];
const lines = documents.flatMap((text) => Array.from({ length: 30 }, (_, i) => `${text} ${i}`));

async function corpusIn(storage: Storage): Promise<CorpusStore> {
  const store = await CorpusStore.open(storage);
  const files = lines.map((text, i) => ({ path: `${i}.txt`, blob: new Blob([text]) }));
  await importFiles(store, files, 'folder', 'lines', idle);
  return store;
}

it('cuts the corpus with the file as it came, ends documents with its own end token, and keeps it with the data set', async () => {
  const storage = memoryStorage();
  const corpus = await corpusIn(storage);
  const file = await foreign();
  const imported = await keepTokenizer(storage, blob(file), 'foreign.json');
  expect(imported).toMatchObject({ name: 'foreign.json', vocabularySize: 401 });
  const manifest = await prepareDataset(corpus, config(imported), { storage, ...idle });
  expect(manifest.tokenizer).toEqual({ id: 'imported', version: 1, vocabularySize: 401, endOfTextId: 400 });
  expect(manifest.preparation.importedTokenizer).toEqual(imported);
  const files = datasetFiles(manifest.id);
  expect(JSON.parse(await (await storage.blob(files.tokenizer)).text())).toEqual(JSON.parse(JSON.stringify(file)));
  const packed = new Uint16Array(await (await storage.blob(files.train)).arrayBuffer());
  const tokenizer = loadTokenizer(file);
  const written = [...packed].join().split(',400').filter(Boolean);
  expect(written.length).toBe(manifest.train.documents);
  const possible = new Set(lines.map((line) => tokenizer.encode(line).join()));
  for (const ids of written) expect(possible).toContain(ids.replace(/^,/, ''));
});

it("packs long documents of Llama 2's kind as if they had been encoded whole, whatever the pieces and batches", async () => {
  const storage = memoryStorage();
  const corpus = await CorpusStore.open(storage);
  // Longer than a piece and a batch, which hold 128 KiB; each begins with a blank of its own.
  const texts = [300_000, 1000, 280_000, 0, 150_000].map(
    (length, i) => ` ${i} <s> ${mobyDick().slice(i * 1000, i * 1000 + length)}</s> end`,
  );
  const files = texts.map((text, i) => ({ path: `${i}.txt`, blob: new Blob([text]) }));
  await importFiles(corpus, files, 'folder', 'long', idle);
  const file = learnedFile();
  const importedTokenizer = await keepTokenizer(storage, blob(file), 'llama.json');
  const plain = { ...config(importedTokenizer), steps: [] };
  const manifest = await prepareDataset(corpus, plain, { storage, ...idle });
  const { train, validation } = datasetFiles(manifest.id);
  const tokenizer = loadTokenizer(file);
  const end = tokenizer.endOfTextId;
  const packed = await Promise.all(
    [train, validation].map(async (path) => new Uint16Array(await (await storage.blob(path)).arrayBuffer())),
  );
  const whole = texts.map((text) => `${[...tokenizer.encode(text), end].join()},`);
  let rest = packed.map((ids) => `${ids.join()},`).join('');
  for (const ids of whole) {
    expect(rest.includes(ids)).toBe(true);
    rest = rest.replace(ids, '');
  }
  expect(rest.replace(/^,/, '')).toBe('');
});

it('gives another data set than the tokenizer that would be trained, and another for another file', async () => {
  const storage = memoryStorage();
  const corpus = await corpusIn(storage);
  const file = await foreign();
  const first = await keepTokenizer(storage, blob(file), 'a.json');
  const same = await keepTokenizer(storage, blob(file), 'b.json');
  const other = await keepTokenizer(storage, blob({ ...file, note: 1 }), 'a.json');
  expect(same.id).toBe(first.id);
  const ids = [];
  for (const imported of [first, same, other])
    ids.push((await prepareDataset(corpus, config(imported), { storage, ...idle })).id);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[0]).not.toBe(ids[2]);
});

it('gets the marks of augmentations as tokens of their own, other text keeping its ids', async () => {
  const storage = memoryStorage();
  const file = { ...(await foreign()), added_tokens: [addedToken(400, '<|end_of_text|>'), addedToken(401, '<b>')] };
  const imported = await keepTokenizer(storage, blob(file), 'foreign.json');
  const plain = await importedTokenizer(storage, imported);
  const marked = await importedTokenizer(storage, imported, ['<a>', '<b>']);
  expect(marked.vocabularySize).toBe(plain.vocabularySize + 1);
  expect(marked.encode('<a> the whale<b>')).toEqual([402, ...plain.encode(' the whale<b>')]);
});

it('says so when the file is gone', async () => {
  const storage = memoryStorage();
  const corpus = await corpusIn(storage);
  const imported = await keepTokenizer(storage, blob(await foreign()), 'foreign.json');
  await forgetTokenizers(storage, imported.id);
  expect((await importedTokenizer(storage, imported)).vocabularySize).toBe(401);
  await forgetTokenizers(storage, undefined);
  await expect(prepareDataset(corpus, config(imported), { storage, ...idle })).rejects.toMatchObject({
    report: { code: 'tokenizer/gone', where: 'foreign.json' },
  });
  expect((await storage.list('')).filter((path) => path.startsWith('datasets/'))).toEqual([]);
});
