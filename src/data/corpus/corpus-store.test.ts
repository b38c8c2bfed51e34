import { expect, it } from 'vitest';
import { documentsOf } from '@/schema/shape';
import { memoryStorage } from '@/storage/memory';
import type { Storage } from '@/storage/storage';
import { CorpusStore } from './corpus-store';
import { importFiles } from './import-files';
import { inspectCorpus } from './inspect-corpus';
import { previews } from './previews';
import { samples } from './samples';
import { bytes, file } from './testing/import-texts';

const idle = () => ({ onProgress: () => {}, signal: new AbortController().signal });
const lines = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => `"line number ${from + i}"\n`).join('');
async function textsOf(store: CorpusStore, from = 0, count = Number.POSITIVE_INFINITY) {
  const found: [document: number, text: string][] = [];
  for await (const { document, part, text } of store.partsFrom(from, count)) {
    const last = found.at(-1);
    if (part === 0 || !last) found.push([document, text]);
    else last[1] += text;
  }
  return found;
}

it('gives any document of several sources, short ones and one in many parts', async () => {
  const store = await CorpusStore.open(memoryStorage());
  const long = 'many words in a row '.repeat(200_000);
  await importFiles(store, [file('a.jsonl', lines(5000))], 'file', 'a', idle());
  await importFiles(store, [file('b.txt', long), file('c.txt', 'short')], 'folder', 'b', idle());
  await importFiles(store, [file('d.jsonl', lines(10, 5000))], 'file', 'd', idle());
  expect(store.documentCount).toBe(5012);
  const all = await textsOf(store);
  expect(all.map(([document]) => document)).toEqual(Array.from({ length: 5012 }, (_, i) => i));
  for (const at of [0, 1, 1023, 1024, 4999, 5000, 5001, 5002, 5011])
    expect(await textsOf(store, at, 1), `document ${at}`).toEqual([all[at]]);
  expect(await textsOf(store, 4998, 5)).toEqual(all.slice(4998, 5003));
  expect(store.totalCharacters).toBe(all.reduce((sum, [, text]) => sum + text.length, 0));
  const [preview] = await previews(store, 5000, 1);
  expect(preview).toMatchObject({
    characters: long.length,
    provenance: { file: 'b.txt', byteStart: 0, byteEnd: long.length },
  });
});

it('replaces a source in its place, and the old one goes only when the new one is whole', async () => {
  const storage = memoryStorage();
  const store = await CorpusStore.open(storage);
  const table = file('t.csv', 'a,b\nfirst words,other words here and more\n');
  const first = await importFiles(store, [table], 'file', 't', idle());
  await importFiles(store, [file('z.txt', 'last')], 'file', 'z', idle());
  expect((await textsOf(store)).map(([, text]) => text)).toEqual(['other words here and more', 'last']);

  const cancelled = new AbortController();
  const failing = importFiles(store, [table], 'file', 't', {
    onProgress: () => cancelled.abort(),
    signal: cancelled.signal,
    mapping: documentsOf(['a']),
    replace: first.id,
  });
  await expect(failing).rejects.toMatchObject({ name: 'AbortError' });
  expect((await textsOf(store)).map(([, text]) => text)).toEqual(['other words here and more', 'last']);

  for (let i = 0; i < 3; i++) {
    const { id } = store.sources[0] ?? { id: '' };
    await importFiles(store, [table], 'file', 't', { ...idle(), mapping: documentsOf(['a']), replace: id });
  }
  for (const open of [store, await CorpusStore.open(storage)])
    expect((await textsOf(open)).map(([, text]) => text)).toEqual(['first words', 'last']);
  expect((await storage.list('sources/')).length).toBe(6);
});

it('sweeps away what crashes left: half an import, and an old source whose replacement is whole', async () => {
  const storage = memoryStorage();
  const store = await CorpusStore.open(storage);
  await importFiles(store, [file('a.txt', 'old')], 'file', 'a', idle());
  const copy = async (from: string, to: string, change = (text: string) => text) => {
    const writer = await storage.create(to);
    const blob = await storage.blob(from);
    await writer.write(
      from.endsWith('.json') ? bytes(change(await blob.text())) : new Uint8Array(await blob.arrayBuffer()),
    );
    await writer.close();
  };
  await copy('sources/000001/text.bin', 'sources/000002/text.bin');
  for (const name of ['text.bin', 'index.bin', 'source.json'])
    await copy(`sources/000001/${name}`, `sources/000001.0001/${name}`, (text) =>
      text.replace('"000001"', '"000001.0001"'),
    );
  const again = await CorpusStore.open(storage);
  expect(again.sources.map(({ id }) => id)).toEqual(['000001.0001']);
  expect((await storage.list('sources/')).every((path) => path.startsWith('sources/000001.0001/'))).toBe(true);
});

it('leaves a source of a newer studio where it is, unread, and takes no name of its', async () => {
  const storage = memoryStorage();
  const writer = await storage.create('sources/000007/source.json');
  await writer.write(bytes('{"version":99}'));
  await writer.close();
  const store = await CorpusStore.open(storage);
  expect(store.sources).toEqual([]);
  expect(await storage.exists('sources/000007/source.json')).toBe(true);
  expect((await importFiles(store, [file('a.txt', 'text')], 'file', 'a', idle())).id).toBe('000008');
});

it('a full disk ends the import with what to do; nothing half-written stays, nothing earlier is lost', async () => {
  const storage = memoryStorage({ quotaBytes: 300_000 });
  const store = await CorpusStore.open(storage);
  await importFiles(store, [file('a.txt', 'kept')], 'file', 'a', idle());
  const before = await storage.list('');
  for (const full of [file('b.txt', 'words '.repeat(1_000_000)), file('b.jsonl', lines(20_000))])
    await expect(importFiles(store, [full], 'file', 'b', idle())).rejects.toMatchObject({
      report: { code: 'storage/full' },
    });
  expect(await storage.list('')).toEqual(before);
  expect((await storage.usage()).usedBytes).toBeLessThan(10_000);
  expect((await textsOf(store)).map(([, text]) => text)).toEqual(['kept']);
  await importFiles(store, [file('c.txt', 'room again')], 'file', 'c', idle());
  expect(store.documentCount).toBe(2);
});

it('an import cancelled at any moment leaves the storage as it was', async () => {
  const storage: Storage = memoryStorage();
  const store = await CorpusStore.open(storage);
  await importFiles(store, [file('a.txt', 'kept')], 'file', 'a', idle());
  const before = await storage.list('');
  for (let moment = 1; moment < 12; moment++) {
    const controller = new AbortController();
    let calls = 0;
    const work = importFiles(store, [file('b.txt', 'x '.repeat(3e6)), file('c.jsonl', lines(2000))], 'file', 'b', {
      onProgress: () => ++calls === moment && controller.abort(),
      signal: controller.signal,
    });
    await expect(work, `moment ${moment}`).rejects.toMatchObject({ name: 'AbortError' });
    expect(await storage.list('')).toEqual(before);
  }
});

it('inspects: counts, lengths, duplicates over parts, encodings, samples from all over', async () => {
  const store = await CorpusStore.open(memoryStorage());
  const long = 'twice the same, in more than one part '.repeat(40_000);
  await importFiles(
    store,
    [
      file('a.txt', long),
      file('b.txt', long),
      file('c.txt', `${long}!`),
      file('d.txt', Uint8Array.of(0xff, 0xfe, 65, 0)),
    ],
    'folder',
    'f',
    idle(),
  );
  await importFiles(store, [file('e.jsonl', `${lines(1000)}${lines(3)}`)], 'file', 'e', idle());
  const report = await inspectCorpus(store, () => {}, new AbortController().signal);
  expect(report).toMatchObject({
    documents: 1007,
    duplicates: 4,
    characters: store.totalCharacters,
    textBytes: store.textBytes,
  });
  expect(report.encodings).toEqual([
    { name: 'utf-8', files: 4 },
    { name: 'utf-16le', files: 1 },
  ]);
  const { edges, counts } = report.lengths;
  expect(edges).toHaveLength(counts.length + 1);
  expect(counts.reduce((a, b) => a + b)).toBe(1007);
  // 'line number 0' to 'line number 999' have 13 to 15 characters.
  expect(counts[edges.indexOf(10)]).toBe(1003);
  expect(counts[0]).toBe(1);
  expect(report.samples.length).toBeGreaterThan(4);
  expect(report.samples[0]?.provenance.file).toBe('a.txt');
  expect(report.samples.at(-1)?.provenance.file).toBe('e.jsonl');
  for (const { text } of report.samples) expect(text.length).toBeLessThanOrEqual(2000);
});

it('an empty corpus can be inspected', async () => {
  const report = await inspectCorpus(await CorpusStore.open(memoryStorage()), () => {}, new AbortController().signal);
  expect(report).toMatchObject({ documents: 0, characters: 0, duplicates: 0, samples: [] });
});

it('the samples that ship are what they are said to be', async () => {
  const { readFileSync } = await import('node:fs');
  for (const { path, sizeBytes, licence, help } of samples) {
    const contents = readFileSync(new URL(`../../../public/${path}`, import.meta.url));
    expect(contents.length, path).toBe(sizeBytes);
    expect(sizeBytes).toBeGreaterThanOrEqual(50_000);
    expect(sizeBytes).toBeLessThanOrEqual(300_000);
    expect(licence).toMatch(/public domain/i);
    expect(help.length).toBeLessThan(140);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(contents)).not.toThrow();
  }
});
