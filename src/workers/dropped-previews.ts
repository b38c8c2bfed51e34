import { DroppedDocuments } from '@/data/cleaning/dropped-documents';
import type { CorpusStore } from '@/data/corpus/corpus-store';
import { previews } from '@/data/corpus/previews';
import { keyOf } from '@/data/prepare/rescued-documents';
import { datasetFiles } from '@/schema/dataset';
import type { Storage } from '@/storage/storage';
import type { DroppedPage } from './protocol';

/** Documents that cleaning dropped from the corpus as it is now, `count` of them from the `from`-th on; only those of one step where it is named. */
export async function droppedPreviews(
  storage: Storage,
  corpus: CorpusStore,
  datasetId: string,
  { from, count, step }: { readonly from: number; readonly count: number; readonly step?: string },
): Promise<DroppedPage> {
  const path = datasetFiles(datasetId).dropped;
  if (!(await storage.exists(path))) return { total: 0, documents: [] };
  const bytes = new Uint8Array(await (await storage.blob(path)).arrayBuffer());
  const all = [...(DroppedDocuments.from(bytes) ?? [])].filter(
    (dropped) => step === undefined || dropped.step === step,
  );
  const documents: DroppedPage['documents'][number][] = [];
  for (const dropped of all.slice(from, from + count)) {
    const [preview] = await previews(corpus, dropped.document, 1);
    const key = keyOf(corpus, dropped.document);
    if (preview && key !== undefined) documents.push({ ...dropped, ...preview, key });
  }
  return { total: all.length, documents };
}
