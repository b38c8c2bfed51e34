import { defaultsOf } from '@/base/options';
import { characters } from '@/data/tokenizers/characters';
import { loadTokenizer } from '@/data/tokenizers/load-tokenizer';
import { type DatasetManifest, datasetFiles } from '@/schema/dataset';
import type { RunConfig } from '@/schema/run-config';
import type { Storage } from '@/storage/storage';
import { writeText } from './text-files';

const TEXT = 'the quick brown fox jumps over the lazy dog. '.repeat(60);

/** For tests: a prepared data set of one sentence over and over, as the data worker leaves it. */
export async function putDataset(storage: Storage, id: string, text = TEXT): Promise<DatasetManifest> {
  const trainer = await characters.load();
  const context = { onProgress() {}, signal: new AbortController().signal };
  const texts = (async function* () {
    yield text;
  })();
  const file = await trainer.train(texts, defaultsOf(characters.options), context);
  const tokenizer = loadTokenizer(file);
  const ids = Uint16Array.from(tokenizer.encode(text));
  const cut = Math.floor(ids.length * 0.9);
  const files = datasetFiles(id);
  const side = (tokens: number) => ({ documents: 1, tokens, textBytes: tokens });
  const dataset: DatasetManifest = {
    version: 2,
    id,
    name: 'foxes',
    createdAt: '2026-11-24T00:00:00.000Z',
    sources: [],
    preparation: {
      version: 2,
      steps: [],
      split: { by: 'document', validationFraction: 0.1, seed: 1 },
      tokenizer: { id: characters.id, options: {} },
    },
    audit: [],
    train: side(cut),
    validation: side(ids.length - cut),
    tokenizer: {
      id: characters.id,
      version: characters.version,
      vocabularySize: tokenizer.vocabularySize,
      endOfTextId: tokenizer.endOfTextId,
    },
    unigramLoss: 2.8,
    tokenBytes: 2,
  };
  await writeText(storage, files.manifest, JSON.stringify(dataset));
  await writeText(storage, files.tokenizer, JSON.stringify(file));
  for (const [path, part] of [
    [files.train, ids.slice(0, cut)],
    [files.validation, ids.slice(cut)],
  ] as const) {
    const writer = await storage.create(path);
    await writer.write(new Uint8Array(part.buffer));
    await writer.close();
  }
  return dataset;
}

export function foxConfig(training: RunConfig['training'] = {}): RunConfig {
  return {
    version: 1,
    name: 'Fox run',
    model: {
      id: 'llama',
      options: { layers: 1, hidden: 16, heads: 2, kvHeads: 1, intermediate: 32, contextLength: 16 },
    },
    optimizer: { id: 'adamw', options: {} },
    schedule: { id: 'cosine', options: {} },
    training: {
      steps: 20,
      batchSize: 2,
      learningRate: 1e-2,
      evalEvery: 5,
      evalWindows: 4,
      sampleTokens: 4,
      ...training,
    },
  };
}
