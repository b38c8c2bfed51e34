import { beforeAll, describe, expect, it } from 'vitest';
import { isAbort } from '@/base/errors';
import { type DatasetManifest, datasetFiles, datasetManifest, type PrepareConfig } from '@/schema/dataset';
import type { DocumentPart } from '@/schema/document';
import { memoryStorage } from '@/storage/memory';
import type { Storage } from '@/storage/storage';
import { loadTokenizer } from '../tokenizers/load-tokenizer';
import { mixedScripts, mobyDick } from '../tokenizers/testing/samples';
import type { Corpus } from './corpus';
import { defaultPrepareConfig } from './default-config';
import { type PrepareContext, type PrepareStage, prepareDataset } from './prepare-dataset';

function corpus(documents: readonly string[], partCharacters = 1000, name = 'test'): Corpus {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  const textBytes = documents.reduce((sum, text) => sum + bytes(text), 0);
  const totalCharacters = documents.reduce((sum, text) => sum + text.length, 0);
  return {
    documentCount: documents.length,
    totalCharacters,
    sources: [
      {
        id: 's1',
        name,
        origin: 'file',
        sizeBytes: textBytes,
        documents: documents.length,
        characters: totalCharacters,
        textBytes,
        files: [
          {
            path: 'a.txt',
            importer: 'text',
            encoding: { name: 'utf-8', how: 'valid UTF-8' },
            documents: 1,
            sizeBytes: 1,
            problems: [],
          },
        ],
      },
    ],
    async *parts(): AsyncGenerator<DocumentPart> {
      for (const [document, text] of documents.entries()) {
        const many = Math.max(1, Math.ceil(text.length / partCharacters));
        for (let part = 0; part < many; part++) {
          yield {
            document,
            part,
            lastPart: part === many - 1,
            text: text.slice(part * partCharacters, (part + 1) * partCharacters),
            provenance: { sourceId: 's1', file: `file-${document}.txt`, byteStart: 0, byteEnd: 1 },
          };
        }
      }
    },
  };
}

const context = (storage: Storage, more: Partial<PrepareContext> = {}): PrepareContext => ({
  storage,
  onProgress: () => {},
  signal: new AbortController().signal,
  ...more,
});

async function read(storage: Storage, path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await storage.blob(path)).arrayBuffer());
}

async function idsOf(storage: Storage, path: string): Promise<number[]> {
  const bytes = await read(storage, path);
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length / 2 }, (_, i) => view.getUint16(2 * i, true));
}

const chapters = mobyDick()
  .slice(0, 400_000)
  .split(/(?=CHAPTER \d+)/);
const config: PrepareConfig = {
  ...defaultPrepareConfig(400_000),
  tokenizer: { id: 'byte-bpe', options: { vocabularySize: 800 } },
};

describe('prepareDataset on chapters', () => {
  const storage = memoryStorage();
  let manifest: DatasetManifest;
  const stages: PrepareStage[] = [];
  const duplicated = [...chapters, ' \n ', chapters[3] ?? '', mixedScripts];

  beforeAll(async () => {
    const onProgress = (stage: PrepareStage) => {
      if (stages.at(-1) !== stage) stages.push(stage);
    };
    manifest = await prepareDataset(corpus(duplicated), config, context(storage, { onProgress }));
  });

  it('writes exactly the files of a data set, the manifest valid', async () => {
    const files = datasetFiles(manifest.id);
    expect(await storage.list('')).toEqual(
      Object.values(files)
        .filter((path) => path !== files.augmented && path !== files.media)
        .sort(),
    );
    const text = new TextDecoder().decode(await read(storage, files.manifest));
    expect(datasetManifest.parse(JSON.parse(text), files.manifest)).toEqual(manifest);
    expect(manifest.sources).toEqual([
      {
        name: 'test',
        origin: 'file',
        sizeBytes: expect.any(Number),
        documents: duplicated.length,
        encodings: ['utf-8'],
      },
    ]);
  });

  it('accounts for every document and byte', async () => {
    const audit = Object.fromEntries(manifest.audit.map((step) => [step.id, step]));
    expect(audit['empty-documents']?.dropped).toEqual({ empty: 1 });
    expect(audit['exact-duplicates']?.dropped).toEqual({ duplicate: 1 });
    expect(manifest.train.documents + manifest.validation.documents).toBe(duplicated.length - 2);
    const share = manifest.validation.textBytes / (manifest.train.textBytes + manifest.validation.textBytes);
    expect(Math.abs(share - 0.1)).toBeLessThan(0.03); // chapters are 4 % of the text at most
    expect(stages[0] === 'clean' || stages[0] === 'split').toBe(true); // small corpora may clean without a report
    expect(stages.slice(-2)).toEqual(['tokenizer', 'encode']);
  });

  it('packs whole documents, each ending with the end of text, that decode to the cleaned text', async () => {
    const files = datasetFiles(manifest.id);
    const tokenizer = loadTokenizer(JSON.parse(new TextDecoder().decode(await read(storage, files.tokenizer))));
    expect(tokenizer.vocabularySize).toBe(800);
    const train = await idsOf(storage, files.train);
    const validation = await idsOf(storage, files.validation);
    expect(train).toHaveLength(manifest.train.tokens);
    expect(validation).toHaveLength(manifest.validation.tokens);
    expect(train.at(-1)).toBe(0);
    // The sample holds the end of text literally; all other documents come back whole.
    const found = [
      ...tokenizer.decode(train).split('<|endoftext|>'),
      ...tokenizer.decode(validation).split('<|endoftext|>'),
    ];
    for (const chapter of chapters.slice(1))
      expect(found).toContain(
        chapter
          .replace(/[ \t]+\n/g, '\n')
          .replace(/\n{4,}/g, '\n\n\n')
          .replace(/\n+$/, '\n')
          .replace(/ +$/, ''),
      );
  });

  it('trains the tokenizer on the training side only', async () => {
    const files = datasetFiles(manifest.id);
    const tokenizer = JSON.parse(new TextDecoder().decode(await read(storage, files.tokenizer)));
    const ids = await idsOf(storage, files.train);
    const again = loadTokenizer(tokenizer);
    const { byteBpeTrainer } = await import('../tokenizers/byte-bpe/train');
    async function* side() {
      yield* again.decode(ids).split('<|endoftext|>');
    }
    expect(await byteBpeTrainer.train(side(), { vocabularySize: 800 }, context(storage) as never)).toEqual(tokenizer);
  });

  it('gives the loss of the unigram model', async () => {
    const files = datasetFiles(manifest.id);
    const train = await idsOf(storage, files.train);
    const validation = await idsOf(storage, files.validation);
    const counts = new Map<number, number>();
    for (const id of train) counts.set(id, (counts.get(id) ?? 0) + 1);
    let loss = 0;
    for (const id of validation)
      loss -= Math.log(((counts.get(id) ?? 0) + 1) / (train.length + 800)) / validation.length;
    // Same sum in another order: a few units in the last place.
    expect(Math.abs(manifest.unigramLoss - loss)).toBeLessThan(1e-9);
    expect(loss).toBeLessThan(Math.log(800));
  });

  it('is reused at once when nothing changed, and made anew when anything did', async () => {
    const again = await prepareDataset(corpus(duplicated), config, context(storage));
    expect(again).toEqual(manifest); // createdAt included: nothing was made
    const other: PrepareConfig = { ...config, split: { ...config.split, seed: 2 } };
    expect((await prepareDataset(corpus(duplicated), other, context(storage))).id).not.toBe(manifest.id);
    const [first = '', ...rest] = duplicated;
    const changed = [`${first.slice(0, -1)}~`, ...rest];
    expect((await prepareDataset(corpus(changed), config, context(storage))).id).not.toBe(manifest.id);
  });

  it('gives the same bytes elsewhere and wherever parts were cut', async () => {
    const elsewhere = memoryStorage();
    const other = await prepareDataset(corpus(duplicated, 333), config, context(elsewhere));
    expect(other.id).toBe(manifest.id);
    const files = datasetFiles(manifest.id);
    for (const path of [files.train, files.validation, files.tokenizer])
      expect(Buffer.compare(await read(elsewhere, path), await read(storage, path))).toBe(0);
    expect({ ...other, createdAt: '', audit: [] }).toEqual({ ...manifest, createdAt: '', audit: [] });
  });
});

describe('what is on both sides', () => {
  const texts = Array.from({ length: 30 }, (_, i) => mobyDick().slice(20_000 + 3000 * i, 23_000 + 3000 * i));
  // Every text again, with an end of its own: each is near one on the other side, or on its own.
  const twice = [...texts, ...texts.map((text, i) => (i % 2 ? text : `${text} The end of ${i}.`))];
  const bare: PrepareConfig = {
    ...config,
    steps: [],
    split: { by: 'document', validationFraction: 0.2, seed: 1 },
    tokenizer: { id: 'characters', options: {} },
  };
  const decontaminated: PrepareConfig = { ...bare, steps: [{ id: 'decontamination', on: true, options: {} }] };
  const textOf = async (storage: Storage, { id }: DatasetManifest, side: 'train' | 'validation') => {
    const files = datasetFiles(id);
    const tokenizer = loadTokenizer(JSON.parse(new TextDecoder().decode(await read(storage, files.tokenizer))));
    return tokenizer.decode(await idsOf(storage, files[side]));
  };

  it('is counted, and gone from training after decontamination, which changes nothing in validation', async () => {
    const storage = memoryStorage();
    const before = await prepareDataset(corpus(twice), bare, context(storage));
    const { leakage } = before;
    if (!leakage) throw new Error('no report');
    expect(leakage.heldOut).toBe(before.validation.documents);
    expect(leakage.exact).toBeGreaterThan(0);
    expect(leakage.near).toBeGreaterThan(0);
    for (const { kind, training, heldOut } of leakage.pairs)
      expect([kind, training % 30]).toEqual([heldOut % 2 ? 'exact' : 'near', heldOut % 30]);

    const after = await prepareDataset(corpus(twice), decontaminated, context(storage));
    expect(after.leakage).toEqual({ heldOut: leakage.heldOut, exact: 0, near: 0, threshold: 0.72, pairs: [] });
    expect(await textOf(storage, after, 'validation')).toBe(await textOf(storage, before, 'validation'));
    const [audit] = after.audit;
    expect(audit?.dropped).toEqual({ 'in validation too': leakage.exact, 'nearly in validation too': leakage.near });
    expect(after.train.documents).toBe(before.train.documents - leakage.exact - (leakage.near ?? 0));
    expect(after.id).not.toBe(before.id);
  });

  it('has no group on both sides, and each fold is a data set of its own', async () => {
    const storage = memoryStorage();
    const chosen = (by: PrepareConfig['split']['by'], turn: number) =>
      prepareDataset(
        corpus(twice),
        { ...bare, split: { by, validationFraction: 0.1, seed: 1, fold: { count: 3, turn } } },
        context(storage),
      );
    const sets = [await chosen('file', 1), await chosen('file', 2), await chosen('file', 3)];
    expect(new Set(sets.map(({ id }) => id)).size).toBe(3);
    expect(sets.map(({ validation }) => validation.documents)).toEqual([20, 20, 20]);
    for (const set of sets) expect(set.train.documents).toBe(40);
  });
});

describe('prepareDataset, otherwise', () => {
  it('splits a single document by a block and packs three pieces', async () => {
    const storage = memoryStorage();
    const text = mobyDick().slice(0, 100_000);
    const manifest = await prepareDataset(corpus([text]), config, context(storage));
    expect([manifest.train.documents, manifest.validation.documents]).toEqual([2, 1]);
  });

  it('takes characters, and four bytes an id only when needed', async () => {
    const storage = memoryStorage();
    const few: PrepareConfig = { ...config, tokenizer: { id: 'characters', options: {} } };
    expect((await prepareDataset(corpus([chapters.join('')]), few, context(storage))).tokenBytes).toBe(2);
    let all = '';
    for (let codePoint = 0x20000; codePoint < 0x34000; codePoint++) all += `${String.fromCodePoint(codePoint)}\n`;
    const manifest = await prepareDataset(corpus([all]), few, context(storage));
    expect(manifest.tokenBytes).toBe(4);
    const bytes = await read(storage, datasetFiles(manifest.id).train);
    expect(bytes.length).toBe(4 * manifest.train.tokens);
    const view = new DataView(bytes.buffer);
    const ids = Array.from({ length: 100 }, (_, i) => view.getUint32(4 * (manifest.train.tokens - 101 + i), true));
    expect(Math.max(...ids)).toBeLessThan(manifest.tokenizer.vocabularySize);
    expect(Math.max(...ids)).toBeGreaterThan(0xffff * 0.85);
  });

  it.each([
    ['nothing', []],
    ['empty documents', ['', '\n', ' ']],
    ['a little text', ['The end.']],
    ['one token a thousand times', ['a'.repeat(4000)]],
  ])('says that %s is too short, or supports too small a vocabulary, and leaves nothing', async (_, documents) => {
    const storage = memoryStorage();
    const error = await prepareDataset(corpus(documents), config, context(storage)).catch((reason: unknown) => reason);
    expect(['data/too-short', 'tokenizer/vocabulary-too-large']).toContain(
      (error as { report?: { code: string } }).report?.code,
    );
    expect(await storage.list('')).toEqual([]);
  });

  it('names the steps that left no document', async () => {
    const storage = memoryStorage();
    const documents = [chapters[1] ?? '', chapters[2] ?? '', ' '];
    const steps = [
      { id: 'empty-documents', on: true, options: {} },
      { id: 'length-bounds', on: true, options: { minCharacters: 1_000_000 } },
    ];
    await expect(prepareDataset(corpus(documents), { ...config, steps }, context(storage))).rejects.toMatchObject({
      report: {
        code: 'data/too-short',
        what: 'Cleaning dropped all 3 documents: 2 by Length (too short), 1 by Empty documents (empty)',
        remedy: expect.stringMatching(/^Switch off Length or change/),
      },
    });
    expect(await storage.list('')).toEqual([]);
  });

  it('says how many tokens are missing when text shrinks to too few', async () => {
    const storage = memoryStorage();
    const small: PrepareConfig = { ...config, tokenizer: { id: 'byte-bpe', options: { vocabularySize: 265 } } };
    const error = await prepareDataset(corpus(['a'.repeat(8000)]), small, context(storage)).catch(
      (reason: unknown) => reason,
    );
    expect(String(error)).toMatch(/(training|validation) text has \d+ tokens; at least 65 are needed/);
    expect(await storage.list('')).toEqual([]);
  });

  it('leaves nothing when cancelled, at any moment', async () => {
    const storage = memoryStorage();
    const text = mobyDick();
    let cancelled = 0;
    for (const afterMs of [0, 10, 30, 60, 120, 250, 400]) {
      const cancel = new AbortController();
      const timer = setTimeout(() => cancel.abort(), afterMs);
      const result = await prepareDataset(corpus([text]), config, context(storage, { signal: cancel.signal })).catch(
        (reason: unknown) => reason,
      );
      clearTimeout(timer);
      if (!isAbort(result)) break; // fast machine: it was done before
      cancelled++;
      expect(await storage.list('')).toEqual([]);
    }
    expect(cancelled).toBeGreaterThan(0);
  });

  it('leaves nothing when storage is full', async () => {
    for (const quotaBytes of [50_000, 420_000, 500_000]) {
      const storage = memoryStorage({ quotaBytes });
      const failing = prepareDataset(corpus(chapters), config, context(storage));
      await expect(failing).rejects.toMatchObject({ report: { code: 'storage/full' } });
      expect(await storage.list('')).toEqual([]);
    }
  });

  it('leaves nothing when the corpus cannot be read', async () => {
    const storage = memoryStorage();
    let passes = 0;
    const broken: Corpus = {
      ...corpus(chapters),
      async *parts() {
        passes++;
        let seen = 0;
        for await (const part of corpus(chapters).parts()) {
          if (passes === 2 && ++seen > 100) throw new Error('gone');
          yield part;
        }
      },
    };
    await expect(prepareDataset(broken, config, context(storage))).rejects.toThrow('gone');
    expect(await storage.list('')).toEqual([]);
  });

  it('removes what a crash left', async () => {
    const storage = memoryStorage();
    const { id } = await prepareDataset(corpus(chapters), config, context(storage));
    await storage.remove(datasetFiles(id).manifest);
    const left = await storage.create(`datasets/${id}/clean.txt`);
    await left.write(new Uint8Array(10));
    await left.close();
    await prepareDataset(corpus(chapters), config, context(storage));
    const { augmented: _, media: __, ...expected } = datasetFiles(id);
    expect(await storage.list('')).toEqual(Object.values(expected).sort());
  });

  it('refuses settings that cannot be', async () => {
    const bad = (change: Partial<PrepareConfig>) =>
      prepareDataset(corpus(chapters), { ...config, ...change }, context(memoryStorage()));
    await expect(bad({ tokenizer: { id: 'byte-bpe', options: { vocabularySize: 12 } } })).rejects.toMatchObject({
      report: { code: 'data/invalid-preparation' },
    });
    await expect(bad({ tokenizer: { id: 'words', options: {} } })).rejects.toMatchObject({
      report: { code: 'registry/unknown' },
    });
    await expect(bad({ split: { by: 'document', validationFraction: 1, seed: 1 } })).rejects.toMatchObject({
      report: { code: 'data/invalid-split' },
    });
  });
});

it('proposes settings that work for any amount of prose', async () => {
  const text = mobyDick();
  for (const bytes of [1500, 3000, 7999, 8001, 50_000, 299_000, 301_000, 801_000, 1_200_000]) {
    const part = text.slice(250_000, 250_000 + bytes) || text.slice(0, bytes);
    const proposed = defaultPrepareConfig(bytes);
    const manifest = await prepareDataset(
      corpus([part.length < bytes ? text.slice(0, bytes) : part]),
      proposed,
      context(memoryStorage()),
    );
    expect(manifest.tokenizer.vocabularySize).toBe(proposed.tokenizer.options.vocabularySize);
  }
});
