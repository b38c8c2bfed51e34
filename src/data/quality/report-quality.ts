import type { OnProgress } from '@/base/progress';
import type { PrepareConfig } from '@/schema/dataset';
import type { QualityReport } from '@/schema/quality';
import type { Storage } from '@/storage/storage';
import { cleaningSteps } from '../cleaning';
import type { DroppedDocuments } from '../cleaning/dropped-documents';
import { writeFile } from '../prepare/byte-sink';
import { cleanCorpus } from '../prepare/clean-corpus';
import type { Corpus } from '../prepare/corpus';
import type { Breather } from '../tokenizers/breather';
import { measureQuality } from './measure-quality';
import { rangeParts } from './range-parts';

export interface Reported {
  readonly corpus: Corpus;
  readonly name: string;
  /** Where the corpus is a sample: of how many documents. */
  readonly sampledFrom?: number;
  /** Cleaning steps to run before measuring; none, or none that is on: as imported. */
  readonly steps: PrepareConfig['steps'];
  readonly rescued?: ReadonlySet<number>;
}

/** Measures a corpus as some cleaning steps leave it. Their text goes through `folder` in storage, which is gone afterwards. Cancelling throws AbortError. */
export async function reportQuality(
  { corpus, name, sampledFrom, steps, rescued }: Reported,
  storage: Storage,
  folder: string,
  onProgress: OnProgress,
  breather: Breather,
): Promise<QualityReport> {
  const about = { name, ...(sampledFrom === undefined ? {} : { sampledFrom }) };
  const last = steps.findLast(({ on }) => on);
  if (!last) {
    const { documentCount } = corpus;
    const measured = { ...about, stage: 'as imported', documentCount, parts: () => corpus.parts() };
    return measureQuality(measured, onProgress, breather);
  }
  const path = `${folder}/cleaned.txt`;
  const stage = `after ${cleaningSteps.get(last.id).label}`;
  const { watched, order } = inOrder(corpus);
  let characters = 0;
  try {
    const { documents, dropped } = await writeFile(await storage.create(path), (sink) =>
      cleanCorpus(
        watched,
        steps,
        sink,
        async (more) => {
          characters += more;
          if (!breather.due) return;
          const done = Math.round(characters);
          onProgress({ label: `Cleaning, ${stage}`, done, total: corpus.totalCharacters, unit: 'bytes' });
          await breather.breathe();
        },
        { storage, folder, ...(rescued ? { rescued } : {}) },
      ),
    );
    const kept = keptOf(order, dropped);
    const file = await storage.open(path);
    try {
      const measured = {
        ...about,
        stage,
        documentCount: documents.count,
        parts: () => rangeParts(file, documents, kept),
      };
      return await measureQuality(measured, onProgress, breather);
    } finally {
      file.close();
    }
  } finally {
    await storage.remove(folder);
  }
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

function keptOf(order: readonly number[], dropped: DroppedDocuments): number[] {
  const gone = new Set([...dropped].map(({ document }) => document));
  return order.filter((document) => !gone.has(document));
}
