import { describe, expect, it } from 'vitest';
import { type DatasetManifest, datasetFiles, type PrepareConfig } from '@/schema/dataset';
import type { Mapping } from '@/schema/shape';
import { memoryStorage } from '@/storage/memory';
import type { Storage } from '@/storage/storage';
import { CorpusStore } from '../../corpus/corpus-store';
import { importFiles } from '../../corpus/import-files';
import { file } from '../../corpus/testing/import-texts';
import { loadTokenizer } from '../../tokenizers/load-tokenizer';
import { prepareDataset } from '../prepare-dataset';
import { renderRow } from './render-row';

const bare: PrepareConfig = {
  version: 2,
  steps: [],
  split: { by: 'document', validationFraction: 0.2, seed: 1 },
  tokenizer: { id: 'characters', options: {} },
};
const step = (id: string, options = {}) => ({ id, on: true, options });

async function prepared(name: string, contents: string, config: Partial<PrepareConfig> = {}, mapping?: Mapping) {
  const storage = memoryStorage();
  const store = await CorpusStore.open(storage);
  const signal = new AbortController().signal;
  const idle = { onProgress: () => {}, signal };
  const source = await importFiles(store, [file(name, contents)], 'file', name, {
    ...idle,
    ...(mapping ? { mapping } : {}),
  });
  const manifest = await prepareDataset(store, { ...bare, ...config }, { storage, ...idle });
  return { source, storage, manifest, texts: async (side: 'train' | 'validation') => textsOf(storage, manifest, side) };
}

/** Documents of a side, as the tokenizer gives them back. */
async function textsOf(storage: Storage, { id, tokenBytes }: DatasetManifest, side: 'train' | 'validation') {
  const files = datasetFiles(id);
  const read = async (path: string) => new Uint8Array(await (await storage.blob(path)).arrayBuffer());
  const tokenizer = loadTokenizer(JSON.parse(new TextDecoder().decode(await read(files.tokenizer))));
  const bytes = await read(files[side]);
  const view = new DataView(bytes.buffer);
  const texts: string[] = [];
  let ids: number[] = [];
  for (let at = 0; at < bytes.length; at += tokenBytes) {
    const id = tokenBytes === 2 ? view.getUint16(at, true) : view.getUint32(at, true);
    if (id !== tokenizer.endOfTextId) {
      ids.push(id);
      continue;
    }
    texts.push(tokenizer.decode(ids));
    ids = [];
  }
  return texts;
}

const rows = Array.from({ length: 60 }, (_, i) => i);
const table = (lines: readonly string[]) => `${lines.join('\n')}\n`;

describe('rows become texts that a language model learns', () => {
  it('pairs: source, a mark that is one token, target', async () => {
    const { source, manifest, texts } = await prepared(
      'a.tsv',
      table(['en\tde', ...rows.map((i) => `the house number ${i}\tdas Haus Nummer ${i}`)]),
    );
    expect(source.columns?.mapping).toEqual({
      shape: 'pairs',
      columns: [
        { name: 'en', role: 'source' },
        { name: 'de', role: 'target' },
      ],
    });
    expect(manifest.sources[0]?.rows).toEqual({ shape: 'pairs', columns: ['source: en', 'target: de'] });
    const all = [...(await texts('train')), ...(await texts('validation'))];
    expect(new Set(all)).toEqual(new Set(rows.map((i) => `the house number ${i}<|target|>das Haus Nummer ${i}`)));
    // 40 letters and the mark, not its letters.
    expect(manifest.train.tokens + manifest.validation.tokens).toBe(
      all.reduce((sum, text) => sum + text.length - '<|target|>'.length + 2, 0),
    );
  });

  it('pairs into several languages: each begins by saying into which', async () => {
    const lines = rows.map((i) => `the house ${i}\t${i % 2 ? `das Haus ${i}\tde` : `la maison ${i}\tfr_FR`}\ten`);
    const { texts, manifest } = await prepared('a.tsv', table(['source\ttarget\ttarget_lang\tsource_lang', ...lines]), {
      augment: { seed: 1, most: 3, settings: [step('pair-swap', { rate: 1, tag: false })] },
    });
    const train = await texts('train');
    const originals = train.slice(0, train.length / 2);
    expect(originals.filter((text) => text.startsWith('<|to-de|>the house')).length).toBeGreaterThan(10);
    expect(originals.filter((text) => text.startsWith('<|to-fr-FR|>the house')).length).toBeGreaterThan(10);
    for (const copy of train.slice(train.length / 2))
      expect(copy).toMatch(/^<\|to-en\|>(das Haus|la maison) \d+<\|target\|>the house/);
    expect(manifest.train.documents).toBe(train.length);
  });

  it('labelled rows: text, a mark, labels; several columns by name', async () => {
    const csv = table([
      'title,review,stars',
      ...rows.map((i) => `Film ${i},a review of some length about the film ${i},${(i % 5) + 1}`),
    ]);
    const { source, texts } = await prepared('a.csv', csv);
    expect(source.columns?.mapping.shape).toBe('labelled');
    expect(await texts('train')).toContain('a review of some length about the film 7<|label|>3');
    const both: Mapping = {
      shape: 'labelled',
      columns: [
        { name: 'title', role: 'text' },
        { name: 'review', role: 'text' },
        { name: 'stars', role: 'label' },
      ],
    };
    expect(await (await prepared('a.csv', csv, {}, both)).texts('train')).toContain(
      'title: Film 7\nreview: a review of some length about the film 7<|label|>3',
    );
  });

  it('histories: the items of each user in order of time', async () => {
    const csv = table([
      'user,item,time',
      ...rows.flatMap((i) => [`u${i % 20},late film ${i},${2000 + i}`, `u${i % 20},early-${i},${1000 - i}`]),
    ]);
    const { source, texts } = await prepared('a.csv', csv);
    expect(source.columns?.mapping.shape).toBe('sequences');
    expect(source.documents).toBe(20);
    expect([...(await texts('train')), ...(await texts('validation'))]).toContain(
      'early-43 early-23 early-3 late_film_3 late_film_23 late_film_43',
    );
  });

  it('and the marks of media stand for what has no text', () => {
    const head = { shape: 'images', fields: [{ name: 'caption', role: 'text' }] } as const;
    expect(renderRow({ head, values: ['A hen.'] })).toBe('<|image|>A hen.');
  });
});

describe('missing values', () => {
  // Ages 20 to 79, and the town is Rome two times of three; each tenth row has neither.
  const gap = (i: number, value: string) => (i % 10 === 0 ? ['', 'NA', 'n/a'][i % 3] : value);
  const lines = rows.map(
    (i) =>
      `a person called number ${i},${gap(i, String(20 + i))},${gap(i, i % 3 ? 'Rome' : `Town ${i}`)},${i === 5 ? '?' : 'yes'}`,
  );
  const csv = table(['text,age,town,label', ...lines]);
  const mapping: Mapping = {
    shape: 'labelled',
    columns: [
      { name: 'text', role: 'text' },
      { name: 'age', role: 'text' },
      { name: 'town', role: 'text' },
      { name: 'label', role: 'label' },
    ],
  };
  const clean = (action: string) => prepared('a.csv', csv, { steps: [step('missing-values', { action })] }, mapping);

  it('drop rows, each for its reason', async () => {
    const { manifest, texts } = await clean('drop');
    expect(manifest.audit[0]).toMatchObject({ documentsIn: 60, dropped: { 'missing text': 6, 'missing label': 1 } });
    expect([...(await texts('train')), ...(await texts('validation'))]).toHaveLength(53);
  });

  it('are marked', async () => {
    const { manifest, texts } = await clean('mark');
    expect(manifest.audit[0]?.changed).toBe(7);
    const all = [...(await texts('train')), ...(await texts('validation'))];
    expect(all).toContain('text: a person called number 20\nage: <|missing|>\ntown: <|missing|><|label|>yes');
    expect(all).toContain('text: a person called number 5\nage: 25\ntown: Rome<|label|><|missing|>');
  });

  it('are filled in with the median or the mode of the training rows alone', async () => {
    const { manifest, texts } = await clean('fill');
    const train = await texts('train');
    const ages = train
      .flatMap((text) => /number (\d+)\nage/.exec(text)?.[1] ?? [])
      .map(Number)
      .filter((i) => i % 10 !== 0)
      .map((i) => 20 + i)
      .sort((a, b) => a - b);
    const middle = ages.length >> 1;
    const median = ages.length % 2 ? ages[middle] : ((ages[middle - 1] ?? 0) + (ages[middle] ?? 0)) / 2;
    expect(manifest.filled).toEqual([
      { column: 'age', rows: 6, how: 'median', value: String(median), from: ages.length },
      { column: 'town', rows: 6, how: 'mode', value: 'Rome', from: ages.length },
      {
        column: 'label',
        rows: 1,
        how: 'mode',
        value: 'yes',
        from: train.length - (train.some((text) => text.includes('number 5\n')) ? 1 : 0),
      },
    ]);
    const all = [...train, ...(await texts('validation'))];
    expect(all).toContain(`text: a person called number 20\nage: ${median}\ntown: Rome<|label|>yes`);
    expect(all.some((text) => text.includes('missing'))).toBe(false);
  });

  it('never learn from a row that is held out: other values there change no fill', async () => {
    const { texts } = await clean('fill');
    const heldOut = new Set((await texts('validation')).map((text) => /number (\d+)/.exec(text)?.[1]));
    const other = table([
      'text,age,town,label',
      ...lines.map((line, i) => (heldOut.has(String(i)) ? line.replace(/,\d+,/, ',99999,') : line)),
    ]);
    const again = await prepared('a.csv', other, { steps: [step('missing-values', { action: 'fill' })] }, mapping);
    expect((await again.texts('validation')).some((text) => text.includes('99999'))).toBe(true);
    expect(again.manifest.filled?.[0]).toEqual((await clean('fill')).manifest.filled?.[0]);
  });
});

describe('cleaning takes a row field by field', () => {
  it('cleans texts and leaves labels and items alone', async () => {
    const csv = table(['text,label', ...rows.map((i) => `Some   TEXT ${i % 50} here,Very  GOOD`)]);
    const { texts } = await prepared('a.csv', csv, {
      steps: [step('white-space', { runs: true }), step('letter-case')],
    });
    expect(await texts('train')).toContain('some text 7 here<|label|>Very  GOOD');
  });
  it('gives labels one spelling', async () => {
    const csv = table([
      'text,label',
      ...rows.map((i) => `some text ${i} here,${['Very good', 'very-good', 'VERY GOOD', 'Very good', 'bad'][i % 5]}`),
    ]);
    const { texts, manifest } = await prepared('a.csv', csv, { steps: [step('label-spelling')] });
    const labels = new Set((await texts('train')).map((text) => text.split('<|label|>')[1]));
    expect(labels).toEqual(new Set(['Very good', 'bad']));
    expect(manifest.audit[0]?.changed).toBe(24);
  });
  it('judges and compares the prose of a row', async () => {
    const csv = table(['text,label', ...rows.map((i) => `the same text for number ${i % 30},${i < 30 ? 'a' : 'b'}`)]);
    const { manifest } = await prepared('a.csv', csv, { steps: [step('exact-duplicates')] });
    expect(manifest.audit[0]?.dropped).toEqual({ duplicate: 30 });
  });
});

describe('augmentation', () => {
  const augment = (id: string, options = {}) => ({ seed: 1, most: 3, settings: [step(id, { rate: 1, ...options })] });
  it('swaps pairs, with the direction told', async () => {
    const tsv = table(['source\ttarget', ...rows.map((i) => `the house number ${i}\tdas Haus Nummer ${i}`)]);
    const { texts, manifest } = await prepared('a.tsv', tsv, { augment: augment('pair-swap') });
    const train = await texts('train');
    expect(manifest.augmented).toEqual([{ id: 'pair-swap', copies: train.length / 2, notApplicable: 0, leftOut: 0 }]);
    const [, number] = /number (\d+)/.exec(train[0] ?? '') ?? [];
    expect(train).toContain(`<|swapped|>das Haus Nummer ${number}<|target|>the house number ${number}`);
    for (const text of await texts('validation')) expect(text).not.toContain('<|swapped|>');
  });
  it('changes the text of labelled rows and never the label', async () => {
    const csv = table(['text,label', ...rows.map((i) => `first second third fourth number${i},the exact label`)]);
    const { texts } = await prepared('a.csv', csv, { augment: augment('reversal') });
    const train = await texts('train');
    const copies = train.slice(train.length / 2);
    expect(copies.length).toBeGreaterThan(20);
    for (const copy of copies) expect(copy).toMatch(/<\|label\|>the exact label$/);
  });
  it('shifts windows of tokens', async () => {
    const csv = table(['text,label', ...rows.map((i) => `first second third fourth number${i},yes`)]);
    const { manifest } = await prepared('a.csv', csv, { augment: augment('window-shift') });
    expect(manifest.augmented?.[0]?.copies).toBeGreaterThan(40);
  });
});

it('refuses so few rows that one would have to be cut', async () => {
  const csv = table(['text,label', `${'word '.repeat(500)},a`, 'b c d,b']);
  const mapping: Mapping = {
    shape: 'labelled',
    columns: [
      { name: 'text', role: 'text' },
      { name: 'label', role: 'label' },
    ],
  };
  await expect(prepared('a.csv', csv, {}, mapping)).rejects.toMatchObject({ report: { code: 'data/too-short' } });
});
