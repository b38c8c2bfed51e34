import { Tokenizer as HuggingFace } from '@huggingface/tokenizers';
import { beforeAll, describe, expect, it } from 'vitest';
import { isAbort } from '@/base/errors';
import { defaultsOf } from '@/base/options';
import { augmentations } from '@/data/augment';
import { defaultPrepareConfig } from '@/data/prepare/default-config';
import { stepsOf } from '@/data/recipes/recipe-steps';
import { mobyDick } from '@/data/tokenizers/testing/samples';
import { wordPieceFile } from '@/data/tokenizers/word-piece/tokenizer-file';
import type { Counts } from '@/schema/quality';
import { memoryStorage } from '@/storage/memory';
import { createDataApi } from './data-api';
import type { DataApi } from './protocol';

const novel = mobyDick();
const texts = Array.from({ length: 12 }, (_, i) => novel.slice(2000 * i, 2000 * (i + 1)));
const files = [...texts, texts[3] ?? '', 'Short.'].map((text, i) => ({ path: `${i}.txt`, blob: new Blob([text]) }));
const steps = stepsOf({
  name: 'test',
  steps: [{ id: 'length-bounds', options: { minCharacters: 20 } }, { id: 'exact-duplicates' }],
});
const config = { ...defaultPrepareConfig(24_000), steps };
const { split } = config;

let api: DataApi;
beforeAll(async () => {
  const storage = memoryStorage();
  api = createDataApi(async () => storage, { synonyms: async () => 'big large\nold aged\n' });
  await api.open({ progress: () => {} });
  await api.add(files, 'file', 'novel');
  await api.prepare(config);
});

describe('dropped documents', () => {
  it('are told with step, reason, text and place, page by page, and for one step alone', async () => {
    const { total, documents } = await api.dropped({ from: 0, count: 10 });
    expect(total).toBe(2);
    expect(documents.map(({ document, step, reason }) => ({ document, step, reason }))).toEqual([
      { document: 12, step: 'exact-duplicates', reason: 'duplicate' },
      { document: 13, step: 'length-bounds', reason: 'too short' },
    ]);
    expect(documents[1]).toMatchObject({ text: 'Short.', provenance: { file: '13.txt' } });
    expect(await api.dropped({ from: 1, count: 1 })).toEqual({ total, documents: documents.slice(1) });
    const one = await api.dropped({ from: 0, count: 10, step: 'length-bounds' });
    expect(one).toEqual({ total: 1, documents: documents.slice(1) });
  });

  it('come back when they are rescued, into another data set', async () => {
    const { documents } = await api.dropped({ from: 0, count: 10 });
    const before = await api.prepare(config);
    const after = await api.prepare({ ...config, rescued: documents.map(({ key }) => key) });
    expect(after.id).not.toBe(before.id);
    expect(after.train.documents + after.validation.documents).toBe(14);
    expect(await api.dropped({ from: 0, count: 10 })).toEqual({ total: 0, documents: [] });
    expect((await api.prepare(config)).id).toBe(before.id);
  });
});

describe('quality', () => {
  it('is measured as imported and as cleaning leaves it; the documents behind a bar can be had', async () => {
    const request = { rescued: [], split, sample: true };
    const before = await api.quality({ ...request, steps: [] });
    const after = await api.quality({ ...request, steps });
    expect([before.documents, after.documents]).toEqual([14, 12]);
    expect(before.sampledFrom).toBeUndefined();
    const repeats = (before.chapters.find(({ id }) => id === 'exact-duplicates') as Counts).entries.find(({ name }) =>
      name.startsWith('repeats'),
    );
    const [found] = await api.documentsAt([...(repeats?.behind ?? [])]);
    expect(found?.provenance.file).toBe('12.txt');
  });

  it('is given up for a newer question, and by cancelling', async () => {
    const first = api.quality({ steps: [], rescued: [], split, sample: false }).catch((error: unknown) => error);
    const second = api.quality({ steps: [], rescued: [], split, sample: false });
    expect(isAbort(await first)).toBe(true);
    expect((await second).documents).toBe(14);
    const third = api.quality({ steps, rescued: [], split, sample: false }).catch((error: unknown) => error);
    await api.cancel();
    expect(isAbort(await third)).toBe(true);
  });
});

describe('the vocabulary', () => {
  it('has every token with its count in the training side, the commonest first', async () => {
    const { train, tokenizer } = await api.prepare(config);
    const { found, unused, tokens } = await api.vocabulary({ from: 0, count: 100_000 });
    expect(found).toBe(tokenizer.vocabularySize);
    expect(tokens.reduce((sum, { count }) => sum + count, 0)).toBe(train.tokens);
    expect(tokens.map(({ count }) => count)).toEqual(tokens.map(({ count }) => count).toSorted((a, b) => b - a));
    expect(unused).toBe(tokens.filter(({ count }) => count === 0).length);
    expect(tokens.find(({ id }) => id === tokenizer.endOfTextId)).toMatchObject({
      text: 'end of text',
      count: train.documents,
    });
    const the = await api.vocabulary({ from: 0, count: 100_000, find: 'the' });
    expect(the.tokens).toEqual(tokens.filter(({ text }) => text.includes('the')));
    expect((await api.vocabulary({ from: 2, count: 3 })).tokens).toEqual(tokens.slice(2, 5));
  });
});

describe('a preview of augmentation', () => {
  const setting = (id: string) => ({ id, on: false, options: defaultsOf(augmentations.get(id).options) });

  it.each(['document-rotation', 'eda', 'bpe-dropout'])(
    'shows what %s makes, the same for the same seed',
    async (id) => {
      const examples = await api.augmentPreview(setting(id), 1, config);
      expect(examples.length).toBeGreaterThan(0);
      for (const { before, after, done } of examples) {
        expect(after).not.toBe(before);
        expect(done).not.toBe('');
      }
      expect(await api.augmentPreview(setting(id), 1, config)).toEqual(examples);
      expect(await api.augmentPreview(setting(id), 2, config)).not.toEqual(examples);
    },
  );
});

describe('a preview of augmentation of documents that cleaning changes', () => {
  it('shows them as cleaned, and not those that are dropped', async () => {
    const storage = memoryStorage();
    const other = createDataApi(async () => storage);
    await other.open({ progress: () => {} });
    const letters = ['Write to anna@example.org. She knows. Ask her today.', 'Too short. Is it?'];
    const csv = `question,answer\n"Where is she? bob@example.org knows it. Ask him now.",Away\n`;
    await other.add(
      [...letters, csv].map((text, i) => ({ path: i === 2 ? 'c.csv' : `${i}.txt`, blob: new Blob([text]) })),
      'file',
      'letters',
    );
    const rotation = {
      id: 'document-rotation',
      on: true,
      options: defaultsOf(augmentations.get('document-rotation').options),
    };
    const shown = async (recipe: Parameters<typeof stepsOf>[0]['steps']) => {
      const examples = await other.augmentPreview(rotation, 1, { steps: stepsOf({ name: 'test', steps: recipe }) });
      return examples.map(({ file, before, after }) => ({ file, text: before + after }));
    };
    const asImported = await shown([]);
    expect(asImported.map(({ file }) => file)).toEqual(['0.txt', '1.txt', 'c.csv']);
    expect(asImported[0]?.text.split('anna@example.org')).toHaveLength(3);
    const cleaned = await shown([{ id: 'pii' }, { id: 'length-bounds', options: { minCharacters: 30 } }]);
    expect(cleaned.map(({ file }) => file)).toEqual(['0.txt', 'c.csv']);
    // Once before, once after.
    for (const { text } of cleaned) expect(text.split('[EMAIL]')).toHaveLength(3);
    for (const { text } of cleaned) expect(text).not.toContain('example.org');
  });
});

describe('an imported tokenizer', () => {
  const end = '[SEP]';
  const file = () => {
    const words = ['whale', 'ship', 'the', 'of', ...'abcdefghijklmnopqrstuvwxyz'];
    const made = wordPieceFile([...words, ...words.map((word) => `##${word}`)], true);
    const { '<|endoftext|>': id, ...others } = (made.model as { vocab: Record<string, number> }).vocab;
    const tokens = (made.added_tokens as { id: number; content: string }[]).map((token) =>
      token.id === 0 ? { ...token, content: end } : token,
    );
    return { ...made, added_tokens: tokens, model: { ...(made.model as object), vocab: { [end]: id, ...others } } };
  };

  it('cuts the text, and is what the vocabulary and the typed text are shown with', async () => {
    const importedTokenizer = await api.importTokenizer(new Blob([JSON.stringify(file())]), 'theirs.json');
    const { train, tokenizer } = await api.prepare({ ...config, importedTokenizer });
    const oracle = new HuggingFace(JSON.parse(JSON.stringify(file())), {});
    expect(tokenizer).toMatchObject({ id: 'imported', vocabularySize: importedTokenizer.vocabularySize });
    const { found, tokens } = await api.vocabulary({ from: 0, count: 1000 });
    expect(found).toBe(tokenizer.vocabularySize);
    expect(tokens.reduce((sum, { count }) => sum + count, 0)).toBe(train.tokens);
    expect(tokens.find(({ id }) => id === 0)).toMatchObject({ text: 'end of text', count: train.documents });
    expect(tokens.find(({ text }) => text === ' whale')?.count).toBeGreaterThan(0);
    const text = 'The Whale, the SHIP! 7';
    expect((await api.tokens(text)).map(({ id }) => id)).toEqual(oracle.encode(text).ids);
  });

  it('is refused with the place in the file, and what was there stays', async () => {
    const broken = { ...file(), pre_tokenizer: { type: 'Whitespace' } };
    await expect(api.importTokenizer(new Blob([JSON.stringify(broken)]), 'theirs.json')).rejects.toMatchObject({
      report: { code: 'tokenizer/unreadable', where: 'theirs.json, pre_tokenizer' },
    });
    expect((await api.vocabulary({ from: 0, count: 1 })).found).toBeGreaterThan(0);
  });
});
