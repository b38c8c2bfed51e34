import type { PrepareConfig } from '@/schema/dataset';
import type { Storage } from '@/storage/storage';
import type { WorkPool } from '../pool/work-pool';
import { worthThreads } from '../pool/worth-threads';
import { writeFile } from './byte-sink';
import { type CleanedCorpus, cleanCorpus } from './clean-corpus';
import type { Corpus } from './corpus';

export interface CleanedFile extends CleanedCorpus {
  /** Which documents of the corpus stayed, in the order in which their text lies in the file. */
  readonly kept: readonly number[];
}

export interface CleaningPlace {
  readonly storage: Storage;
  readonly path: string;
  readonly folder: string;
  /** Threads; none where it is not given. */
  readonly pool?: WorkPool;
}

/** Cleans a corpus into the file `path`; what steps need in between lies in `folder`. As `cleanCorpus` otherwise. */
export async function cleanIntoFile(
  corpus: Corpus,
  steps: PrepareConfig['steps'],
  { storage, path, folder, pool }: CleaningPlace,
  onPart: (characters: number) => Promise<void>,
  rescued?: ReadonlySet<number>,
): Promise<CleanedFile> {
  const { watched, order } = inOrder(corpus);
  const cleaned = await writeFile(await storage.create(path), (sink) =>
    cleanCorpus(watched, steps, sink, onPart, {
      storage,
      folder,
      pool: worthThreads(corpus, pool),
      ...(rescued ? { rescued } : {}),
    }),
  );
  const gone = new Set([...cleaned.dropped].map(({ document }) => document));
  return { ...cleaned, kept: order.filter((document) => !gone.has(document)) };
}

/** Which documents went by, in order: a sample's are not 0, 1, 2, ... */
function inOrder(corpus: Corpus): { readonly watched: Corpus; readonly order: readonly number[] } {
  const order: number[] = [];
  const watched: Corpus = {
    documentCount: corpus.documentCount,
    totalCharacters: corpus.totalCharacters,
    sources: corpus.sources,
    async *parts() {
      order.length = 0;
      for await (const part of corpus.parts()) {
        if (part.part === 0) order.push(part.document);
        yield part;
      }
    },
  };
  return { watched, order };
}
