import { expect, test } from 'vitest';
import { defaultsOf } from '@/base/options';
import { datasetFiles, type PrepareConfig } from '@/schema/dataset';
import { parseRow } from '@/schema/row';
import { augmentations } from '../augment';
import { remakeCopy } from '../augment/remake-copy';
import type { AugmentRecord } from '../augment/run-augmentations';
import { file, importTexts } from '../corpus/testing/import-texts';
import { audioReader } from '../media/audio/audio-reader';
import { sineWav } from '../media/audio/testing/make-wav';
import { readRecording } from '../media/read-media';
import { loadTokenizer } from '../tokenizers/load-tokenizer';
import { mobyDick } from '../tokenizers/testing/samples';
import { defaultPrepareConfig } from './default-config';
import { prepareDataset } from './prepare-dataset';

const ROWS = 30;
const novel = mobyDick().replace(/\s+/g, ' ');
const transcript = (i: number) => novel.slice(30_000 + i * 400, 30_400 + i * 400).trim();
const lines = Array.from({ length: ROWS }, (_, i) => `a${i}\t${transcript(i)}`);
const wavs = Array.from({ length: ROWS }, (_, i) => file(`a${i}.wav`, sineWav(300 + i * 20, 8000, 0.05)));
const { store, storage } = await importTexts([file('lines.tsv', lines.join('\n')), ...wavs], {
  media: [audioReader()],
});

async function prepared(augment?: PrepareConfig['augment']) {
  const config = { ...defaultPrepareConfig(ROWS * 400), steps: [], ...(augment ? { augment } : {}) };
  const signal = new AbortController().signal;
  const manifest = await prepareDataset(store, config, { storage, signal, onProgress: () => {} });
  const files = datasetFiles(manifest.id);
  const bytes = async (path: string) => new Uint8Array(await (await storage.blob(path)).arrayBuffer());
  const json = async (path: string) => JSON.parse(new TextDecoder().decode(await bytes(path)));
  const tokenizer = loadTokenizer(await json(files.tokenizer));
  const documents = tokenizer.decode([...new Uint16Array((await bytes(files.train)).buffer)]).split('<|endoftext|>');
  const augmented = augment
    ? new TextDecoder()
        .decode(await bytes(files.augmented))
        .trimEnd()
        .split('\n')
    : [];
  const records = augmented.map((line): AugmentRecord => JSON.parse(line));
  return { manifest, documents: documents.slice(0, -1), records, validation: await bytes(files.validation) };
}

test('a copy of a recording has the tokens of its row, and its record makes it again', async () => {
  const plain = await prepared();
  const on = (id: string, options: Record<string, number>) => ({
    id,
    on: true,
    options: { ...defaultsOf(augmentations.get(id).options), ...options },
  });
  const noise = on('audio-noise', { rate: 1 });
  const more = await prepared({ seed: 7, most: 5, settings: [noise, on('spec-augment', { rate: 0.5 })] });
  const originals = plain.documents.length;
  expect(plain.documents[0]).toMatch(/^<\|audio\|>/);
  expect(more.documents.slice(0, originals)).toEqual(plain.documents);
  expect(more.validation).toEqual(plain.validation);
  expect(more.documents.slice(originals)).toEqual(more.records.map(({ document }) => plain.documents[document]));
  const [noisy, masked] = more.manifest.augmented ?? [];
  expect(noisy).toEqual({ id: 'audio-noise', copies: originals, notApplicable: 0, leftOut: 0 });
  expect(masked?.copies).toBeGreaterThan(0);

  const rows = new Map<string, ReturnType<typeof parseRow>>();
  for await (const { text } of store.parts()) rows.set(`<|audio|>${parseRow(text).values[0]}`, parseRow(text));
  for (const record of more.records.slice(0, 5)) {
    expect(record.augmentation).toBe('audio-noise');
    const row = rows.get(plain.documents[record.document] ?? '');
    const recording = await readRecording(storage, row?.head?.media);
    if (!recording) throw new Error('no recording');
    const again = await remakeCopy('audio', recording, record, { seed: 7, settings: [noise] });
    expect(again?.done).toBe(record.done);
  }
});

test('copies of recordings stay within the growth that is allowed', async () => {
  const settings = ['audio-noise', 'audio-speed', 'audio-volume', 'spec-augment'].map((id) => ({
    id,
    on: true,
    options: { ...defaultsOf(augmentations.get(id).options), rate: 1 },
  }));
  const { manifest } = await prepared({ seed: 1, most: 1.5, settings });
  const copies = manifest.augmented?.reduce((sum, audit) => sum + audit.copies, 0) ?? 0;
  expect(copies).toBeGreaterThan(0);
  expect(copies).toBeLessThan((manifest.train.documents - copies) * 0.6);
});
