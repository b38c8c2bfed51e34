import type { OnProgress } from '@/base/progress';
import type { PrepareConfig, SplitConfig } from '@/schema/dataset';
import type { QualityReport } from '@/schema/quality';
import type { Storage } from '@/storage/storage';
import { cleaningSteps } from '../cleaning';
import type { CleanedCorpus } from '../prepare/clean-corpus';
import { cleanIntoFile } from '../prepare/clean-into-file';
import type { Corpus } from '../prepare/corpus';
import { splitPlan } from '../prepare/split-keys';
import type { SplitPlan } from '../split/split-plan';
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
  readonly split: SplitConfig;
}

/** Measures a corpus as some cleaning steps leave it. Their text goes through `folder` in storage, which is gone afterwards. Cancelling throws AbortError. */
export async function reportQuality(
  { corpus, name, sampledFrom, steps, rescued, split: config }: Reported,
  storage: Storage,
  folder: string,
  onProgress: OnProgress,
  breather: Breather,
): Promise<QualityReport> {
  const split = await splitPlan(config, corpus, breather);
  const about = { name, split, ...(sampledFrom === undefined ? {} : { sampledFrom }) };
  const last = steps.findLast(({ on }) => on);
  if (!last) {
    const { documentCount } = corpus;
    const measured = { ...about, stage: 'as imported', documentCount, parts: () => corpus.parts() };
    return measureQuality(measured, onProgress, breather);
  }
  const path = `${folder}/cleaned.txt`;
  const stage = stageAfter(last.id);
  let characters = 0;
  const onPart = async (more: number) => {
    characters += more;
    if (!breather.due) return;
    const done = Math.round(characters);
    onProgress({ label: `Cleaning, ${stage}`, done, total: corpus.totalCharacters, unit: 'bytes' });
    await breather.breathe();
  };
  try {
    const cleaned = await cleanIntoFile(
      corpus,
      steps,
      { storage, path, folder, split, ...(rescued ? { rescued } : {}) },
      onPart,
    );
    return await measureCleaned(cleaned, { ...about, stage, path }, storage, onProgress, breather);
  } finally {
    await storage.remove(folder);
  }
}

export const stageAfter = (step: string) => `after ${cleaningSteps.get(step).label}`;

/** Measures what `cleanIntoFile` left in its file. */
export async function measureCleaned(
  { documents, kept }: Pick<CleanedCorpus, 'documents' | 'kept'>,
  {
    path,
    ...about
  }: {
    readonly path: string;
    readonly name: string;
    readonly stage: string;
    readonly sampledFrom?: number;
    readonly split?: SplitPlan;
  },
  storage: Storage,
  onProgress: OnProgress,
  breather: Breather,
): Promise<QualityReport> {
  const file = await storage.open(path);
  try {
    const parts = () => rangeParts(file, documents, kept);
    return await measureQuality({ ...about, documentCount: documents.count, parts }, onProgress, breather);
  } finally {
    file.close();
  }
}
