import type { PrepareConfig } from '@/schema/dataset';
import type { Storage } from '@/storage/storage';
import { worthThreads } from '../pool/worth-threads';
import { writeFile } from './byte-sink';
import { type CleanCorpusContext, type CleanedCorpus, cleanCorpus } from './clean-corpus';
import type { Corpus } from './corpus';

/** Cleans a corpus into the file `path`; what steps need in between lies in `folder`. As `cleanCorpus` otherwise. */
export async function cleanIntoFile(
  corpus: Corpus,
  steps: PrepareConfig['steps'],
  {
    storage,
    path,
    pool,
    ...context
  }: CleanCorpusContext & { readonly storage: Storage; readonly path: string; readonly folder: string },
  onPart: (characters: number) => Promise<void>,
): Promise<CleanedCorpus> {
  return writeFile(await storage.create(path), (sink) =>
    cleanCorpus(corpus, steps, sink, onPart, { storage, ...context, pool: worthThreads(corpus, pool) }),
  );
}
