import type { Tokenizer, TokenizerFile } from '@/data/tokenizers/entry';
import { loadTokenizer } from '@/data/tokenizers/load-tokenizer';
import { type DatasetManifest, datasetFiles, datasetManifest } from '@/schema/dataset';
import type { FileReader, Storage } from '@/storage/storage';
import { readJson } from './text-files';

/** A prepared corpus, opened for training and judging. */
export interface Corpus {
  readonly dataset: DatasetManifest;
  readonly tokenizer: Tokenizer;
  readonly bytesPerId: Uint32Array;
  readonly tokens: { readonly train: OpenTokens; readonly validation: OpenTokens };
  close(): void;
}
interface OpenTokens {
  readonly reader: FileReader;
  readonly tokenBytes: 2 | 4;
}

/** Throws LoamError `storage/missing` when the data set is gone. */
export async function openCorpus(storage: Storage, datasetId: string): Promise<Corpus> {
  const files = datasetFiles(datasetId);
  const dataset = datasetManifest.parse(await readJson(storage, files.manifest), files.manifest);
  // `loadTokenizer` checks what it needs.
  const tokenizer = loadTokenizer((await readJson(storage, files.tokenizer)) as TokenizerFile);
  const { tokenBytes } = dataset;
  const train = await storage.open(files.train);
  const validation = await storage.open(files.validation);
  return {
    dataset,
    tokenizer,
    bytesPerId: bytesPerId(tokenizer),
    tokens: { train: { reader: train, tokenBytes }, validation: { reader: validation, tokenBytes } },
    close() {
      train.close();
      validation.close();
    },
  };
}

/** UTF-8 bytes that each id stands for; the end-of-text token is no text. */
export function bytesPerId(tokenizer: Tokenizer): Uint32Array {
  return Uint32Array.from({ length: tokenizer.vocabularySize }, (_, id) =>
    id === tokenizer.endOfTextId ? 0 : tokenizer.bytesOf(id).length,
  );
}
