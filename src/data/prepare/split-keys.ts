import type { SplitConfig } from '@/schema/dataset';
import { SplitPlan } from '../split/split-plan';
import type { Breather } from '../tokenizers/breather';
import type { Corpus } from './corpus';

/** The plan of a split of this corpus, with all that it goes by. Cancelling throws AbortError. */
export async function splitPlan(config: SplitConfig, corpus: Corpus, breather: Breather): Promise<SplitPlan> {
  if (config.by !== 'file') return new SplitPlan(config);
  const files = await filesOf(corpus, breather);
  return new SplitPlan(config, (document) => files[document]);
}

/** The file of each document by its index in the corpus, sources kept apart; one string for all documents of a file. */
async function filesOf(corpus: Corpus, breather: Breather): Promise<readonly string[]> {
  const names = new Map<string, string>();
  const files: string[] = [];
  for await (const { document, part, provenance } of corpus.parts()) {
    if (part !== 0) continue;
    const name = `${provenance.sourceId}/${provenance.file}`;
    const known = names.get(name) ?? name;
    names.set(known, known);
    files[document] = known;
    await breather.breatheIfDue();
  }
  return files;
}
