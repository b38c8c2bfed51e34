import { describe, expect, it } from 'vitest';
import { datasetFiles, type PrepareConfig } from '@/schema/dataset';
import { memoryStorage } from '@/storage/memory';
import { CorpusStore } from '../../corpus/corpus-store';
import { importFiles } from '../../corpus/import-files';
import { file } from '../../corpus/testing/import-texts';
import { loadTokenizer } from '../../tokenizers/load-tokenizer';
import { prepareDataset } from '../prepare-dataset';

type Split = PrepareConfig['split'];

/** Texts of both sides of a table, as they are trained on. */
async function sidesOf(csv: string, split: Split, steps: PrepareConfig['steps'] = []) {
  const storage = memoryStorage();
  const store = await CorpusStore.open(storage);
  const around = { onProgress: () => {}, signal: new AbortController().signal };
  await importFiles(store, [file('rows.csv', csv)], 'file', 'rows.csv', around);
  const manifest = await prepareDataset(
    store,
    { version: 2, steps, split, tokenizer: { id: 'characters', options: {} } },
    { storage, ...around },
  );
  const files = datasetFiles(manifest.id);
  const bytes = async (path: string) => new Uint8Array(await (await storage.blob(path)).arrayBuffer());
  const tokenizer = loadTokenizer(JSON.parse(new TextDecoder().decode(await bytes(files.tokenizer))));
  const texts = async (path: string) => {
    const view = new DataView((await bytes(path)).buffer);
    const ids = Array.from({ length: view.byteLength / 2 }, (_, i) => view.getUint16(2 * i, true));
    return tokenizer.decode(ids).split('<|endoftext|>').slice(0, -1);
  };
  return { manifest, train: await texts(files.train), validation: await texts(files.validation) };
}

const rows = Array.from({ length: 60 }, (_, i) => i);
const NAMES = ['anna', 'ben', 'carla', 'dora', 'emil', 'finn'];
const share: Split = { by: 'document', validationFraction: 0.2, seed: 1 };
/** Reviews of six users, a third of them bad, one a day; the last ten repeat the first ten. */
const csv = [
  'user,review,stars,date',
  ...rows.map((i) => {
    const day = new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
    const review = `what was said the ${i % 50} th time about the thing number ${(i % 50) * 7} in that shop of theirs`;
    return `${NAMES[i % 6]},${review},${i % 3 === 0 ? 'bad' : 'good'},${day}`;
  }),
].join('\n');
const numberOf = (text: string) => Number(/said the (\d+)/.exec(text)?.[1]);

describe('rows of a table are split', () => {
  it('by user: nobody is on both sides', async () => {
    const { train, validation } = await sidesOf(csv, { ...share, by: 'group' });
    expect(train.length + validation.length).toBe(60);
    expect(validation).toHaveLength(10);
    const left = validation.map(numberOf).filter((n) => n >= 10);
    expect(new Set(left.map((n) => n % 6)).size).toBe(1);
  });

  it('by time: the latest are held out', async () => {
    const { validation } = await sidesOf(csv, { ...share, by: 'time' });
    expect(validation.map(numberOf)).toEqual([48, 49, ...rows.slice(0, 10)]);
  });

  it('by label: the same share of each', async () => {
    const { validation } = await sidesOf(csv, { ...share, by: 'label' });
    expect(validation.filter((text) => text.includes('bad'))).toHaveLength(4);
    expect(validation.filter((text) => text.includes('good'))).toHaveLength(8);
  });

  it('and decontamination compares what they say, whatever else is in the row, without moving any to another side', async () => {
    const before = await sidesOf(csv, share);
    const after = await sidesOf(csv, share, [{ id: 'decontamination', on: true, options: { near: false } }]);
    const leaks = before.manifest.leakage?.exact ?? 0;
    expect(leaks).toBeGreaterThan(0);
    expect(after.manifest.leakage?.exact).toBe(0);
    expect(after.validation).toEqual(before.validation);
    expect(before.train).toEqual(expect.arrayContaining(after.train));
    expect(after.train.length).toBeLessThanOrEqual(before.train.length - leaks);
  });
});
