import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { defaultsOf } from '@/base/options';
import { type DatasetManifest, datasetFiles, type PrepareConfig } from '@/schema/dataset';
import { memoryStorage } from '@/storage/memory';
import { augmentations } from '../augment';
import { file, importTexts } from '../corpus/testing/import-texts';
import { loadTokenizer } from '../tokenizers/load-tokenizer';
import { mobyDick } from '../tokenizers/testing/samples';
import { defaultPrepareConfig } from './default-config';
import { prepareDataset } from './prepare-dataset';
import { TEXT_KINDS } from './text-kinds';

const novel = mobyDick();
const documents = Array.from({ length: 40 }, (_, i) => file(`${i}.txt`, novel.slice(i * 3000, (i + 1) * 3000)));
const synonyms = async () =>
  readFileSync(fileURLToPath(new URL('../../../public/synonyms.txt', import.meta.url)), 'utf8');
const { store } = await importTexts(documents);

async function prepared(augment?: PrepareConfig['augment']) {
  const storage = memoryStorage();
  const config = { ...defaultPrepareConfig(120_000), ...(augment ? { augment } : {}) };
  const signal = new AbortController().signal;
  const manifest = await prepareDataset(store, config, { storage, signal, synonyms, onProgress: () => {} });
  const files = datasetFiles(manifest.id);
  const bytes = async (path: string) => new Uint8Array(await (await storage.blob(path)).arrayBuffer());
  const text = async (path: string) => new TextDecoder().decode(await bytes(path));
  return { manifest, files, bytes, text };
}
const setting = (id: string, options: Readonly<Record<string, number | string | boolean>>) => ({
  id,
  on: true,
  options: { ...defaultsOf(augmentations.get(id).options), ...options },
});
const tokensOf = ({ train }: DatasetManifest) => train.tokens;

test('copies stand behind the originals of the training side; validation does not change by a bit', async () => {
  const plain = await prepared();
  const more = await prepared({
    seed: 1,
    most: 10,
    settings: [setting('document-rotation', { rate: 1 }), setting('noise', { rate: 0.5 })],
  });
  expect(more.manifest.id).not.toBe(plain.manifest.id);
  expect(await more.bytes(more.files.validation)).toEqual(await plain.bytes(plain.files.validation));
  expect(more.manifest.validation).toEqual(plain.manifest.validation);
  const [originals, all] = [await plain.bytes(plain.files.train), await more.bytes(more.files.train)];
  expect(all.slice(0, originals.length)).toEqual(originals);

  const records = (await more.text(more.files.augmented))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const rotated = records.filter(({ augmentation }) => augmentation === 'document-rotation');
  expect(rotated.map(({ document }) => document)).toEqual(
    Array.from({ length: plain.manifest.train.documents }, (_, i) => i),
  );
  expect(rotated[0].done).toMatch(/^starts at word/);
  expect(more.manifest.augmented).toEqual([
    { id: 'document-rotation', copies: rotated.length, notApplicable: 0, leftOut: 0 },
    { id: 'noise', copies: records.length - rotated.length, notApplicable: 0, leftOut: 0 },
  ]);
  expect(more.manifest.train.documents).toBe(plain.manifest.train.documents + records.length);
  expect(all.length / 2).toBe(tokensOf(more.manifest));

  // The first copy is the first document from another word on.
  const tokenizer = loadTokenizer(JSON.parse(await more.text(more.files.tokenizer)));
  const ids = new Uint16Array(all.slice(originals.length).buffer);
  const copy = tokenizer.decode(ids.slice(0, ids.indexOf(tokenizer.endOfTextId)));
  const first = tokenizer.decode(
    new Uint16Array(originals.buffer).slice(0, new Uint16Array(originals.buffer).indexOf(tokenizer.endOfTextId)),
  );
  expect(copy).not.toBe(first);
  expect(copy.split(/\s+/).sort()).toEqual(first.split(/\s+/).sort());
});

test('growth stays within what was asked for, over all kinds together', async () => {
  const plain = await prepared();
  const settings = augmentations.entries
    .filter(({ kind }) => TEXT_KINDS.includes(kind))
    .map(({ id }) => setting(id, { rate: 1 }));
  const { manifest } = await prepared({ seed: 2, most: 1.5, settings });
  const growth = manifest.train.textBytes / plain.manifest.train.textBytes;
  expect(growth).toBeGreaterThan(1.2);
  expect(growth).toBeLessThanOrEqual(1.5);
  // Copies by dropout of merges have more tokens for the same text.
  expect(manifest.train.tokens / plain.manifest.train.tokens).toBeLessThan(2);
});

test('marks that are written are single tokens, beyond the vocabulary that was asked for', async () => {
  const plain = await prepared();
  const { manifest, text, files, bytes } = await prepared({
    seed: 1,
    most: 10,
    settings: [setting('fill-in-the-middle', { rate: 1 })],
  });
  expect(manifest.tokenizer.vocabularySize).toBe(plain.manifest.tokenizer.vocabularySize + 3);
  const tokenizer = loadTokenizer(JSON.parse(await text(files.tokenizer)));
  const marks = ['<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>'].map((mark) => tokenizer.encode(mark));
  expect(marks.map(({ length }) => length)).toEqual([1, 1, 1]);
  const ids = new Set(new Uint16Array((await bytes(files.train)).buffer));
  for (const [id] of marks) expect(ids.has(id ?? -1)).toBe(true);
});
