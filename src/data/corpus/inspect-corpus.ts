import type { OnProgress } from '@/base/progress';
import { HashSet } from '../cleaning/exact-duplicates/hash-set';
import { TextHash } from '../cleaning/exact-duplicates/text-hash';
import { utf8Length } from '../encoding/encoded-length';
import { Breather } from '../tokenizers/breather';
import type { CorpusStore } from './corpus-store';
import { type DocumentPreview, previews } from './previews';
import { proseParts } from './prose-parts';

/** Counts over the imported corpus, before cleaning. */
export interface CorpusReport {
  readonly documents: number;
  readonly characters: number;
  readonly textBytes: number;
  readonly duplicates: number;
  readonly lengths: { readonly edges: readonly number[]; readonly counts: readonly number[] };
  readonly encodings: readonly { readonly name: string; readonly files: number }[];
  readonly samples: readonly DocumentPreview[];
}

/** 1, 2, 5, 10, 20, 50, ...: round numbers at even distances on a logarithmic axis. */
const EDGES = [0, ...Array.from({ length: 10 }, (_, i) => [1, 2, 5].map((m) => m * 10 ** i)).flat()];
const SAMPLES = 6;

/** Reads the corpus once. */
export async function inspectCorpus(
  corpus: CorpusStore,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<CorpusReport> {
  const breather = new Breather(signal);
  const counts = new Array<number>(EDGES.length).fill(0);
  const seen = new HashSet();
  let hash = new TextHash();
  let characters = 0;
  let duplicates = 0;
  let total = 0;
  let textBytes = 0;
  for await (const { document, text, lastPart, row } of proseParts(corpus.parts())) {
    if (breather.due) {
      onProgress({ label: 'Looking at the documents', done: document, total: corpus.documentCount, unit: 'documents' });
      await breather.breathe();
    }
    hash.add(text);
    characters += text.length;
    total += text.length;
    textBytes += utf8Length(text);
    if (!lastPart) continue;
    // Two pictures may well have one caption.
    if (row?.head?.media) hash.add(row.head.media.file);
    const bar = EDGES.findLastIndex((edge) => characters >= edge);
    counts[bar] = (counts[bar] ?? 0) + 1;
    if (!seen.add(...hash.digest())) duplicates++;
    hash = new TextHash();
    characters = 0;
  }
  const used = counts.findLastIndex((count) => count > 0) + 1;
  const first = Math.max(
    0,
    counts.findIndex((count) => count > 0),
  );
  return {
    documents: corpus.documentCount,
    characters: total,
    textBytes,
    duplicates,
    lengths: { edges: EDGES.slice(first, used + 1), counts: counts.slice(first, used) },
    encodings: encodings(corpus),
    samples: await spread(corpus),
  };
}

function encodings(corpus: CorpusStore) {
  const files = new Map<string, number>();
  for (const source of corpus.sources)
    for (const { encoding } of source.files)
      if (encoding) files.set(encoding.name, (files.get(encoding.name) ?? 0) + 1);
  return [...files].map(([name, count]) => ({ name, files: count })).sort((a, b) => b.files - a.files);
}

/** Documents at even distances from the first to the last. */
async function spread(corpus: CorpusStore): Promise<DocumentPreview[]> {
  const count = Math.min(SAMPLES, corpus.documentCount);
  const samples: DocumentPreview[] = [];
  for (let i = 0; i < count; i++) {
    const at = count === 1 ? 0 : Math.round((i * (corpus.documentCount - 1)) / (count - 1));
    samples.push(...(await previews(corpus, at, 1)));
  }
  return samples;
}
