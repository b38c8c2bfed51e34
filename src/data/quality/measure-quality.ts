import type { OnProgress } from '@/base/progress';
import type { DocumentPart } from '@/schema/document';
import type { QualityReport } from '@/schema/quality';
import { proseParts } from '../corpus/prose-parts';
import { utf8Length } from '../encoding/encoded-length';
import type { SplitPlan } from '../split/split-plan';
import type { Breather } from '../tokenizers/breather';
import { gauges } from './index';
import { WordCounter } from './word-counter';

export interface Measured {
  readonly name: string;
  readonly stage: string;
  parts(): AsyncIterable<DocumentPart>;
  readonly documentCount: number;
  /** Where these are a sample: of how many documents. */
  readonly sampledFrom?: number;
  /** How they will be divided: the plan by which they were cleaned, where they were. */
  readonly split?: SplitPlan;
}

/** Reads the documents once, past every gauge. Cancelling throws AbortError. */
export async function measureQuality(
  measured: Measured,
  onProgress: OnProgress,
  breather: Breather,
): Promise<QualityReport> {
  const { name, stage, documentCount, sampledFrom, split } = measured;
  const running = await Promise.all(
    gauges.entries.map(async (entry) => (await entry.load()).create(split ? { split } : {})),
  );
  const totals = { documents: 0, characters: 0, bytes: 0, words: 0 };
  let words = new WordCounter();
  for await (const { document, part, lastPart, text, row } of proseParts(measured.parts())) {
    if (breather.due) {
      onProgress({ label: `Measuring, ${stage}`, done: totals.documents, total: documentCount, unit: 'documents' });
      await breather.breathe();
    }
    const position = { first: part === 0, last: lastPart };
    for (const gauge of running) {
      gauge.part(text, position, document);
      // A part has up to a million characters, and some gauges are slow.
      await breather.breatheIfDue();
    }
    if (row) for (const gauge of running) gauge.row?.(row, document);
    if (part === 0) words = new WordCounter();
    words.add(text);
    totals.characters += text.length;
    totals.bytes += utf8Length(text);
    if (!lastPart) continue;
    totals.documents++;
    totals.words += words.count;
  }
  for (const gauge of running) for (const _ of gauge.decide?.() ?? []) await breather.breatheIfDue();
  return {
    version: 1,
    name,
    stage,
    ...totals,
    ...(sampledFrom === undefined ? {} : { sampledFrom }),
    chapters: running.flatMap((gauge) => gauge.chapters()),
  };
}
