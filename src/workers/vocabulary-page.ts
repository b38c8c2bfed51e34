import type { Tokenizer } from '@/data/tokenizers/entry';
import { datasetFiles } from '@/schema/dataset';
import type { Storage } from '@/storage/storage';
import type { VocabularyPage, VocabularyRequest } from './protocol';

/** Tokens of the current data set by how often the training side has them, the commonest first; only those that hold `find`, where it is given. */
export async function vocabularyPage(
  storage: Storage,
  datasetId: string,
  tokenizer: Tokenizer,
  { from, count, find = '' }: VocabularyRequest,
): Promise<VocabularyPage> {
  const counts = await countsOf(storage, datasetId, tokenizer.vocabularySize);
  const decoder = new TextDecoder();
  const text = (id: number) => decoder.decode(tokenizer.bytesOf(id));
  const ids = Array.from(counts, (_, id) => id)
    .filter((id) => find === '' || text(id).includes(find))
    .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  const total = counts.reduce((sum, n) => sum + n, 0);
  return {
    found: ids.length,
    unused: counts.reduce((sum, n) => sum + (n === 0 ? 1 : 0), 0),
    tokens: ids.slice(from, from + count).map((id) => ({
      id,
      text: id === tokenizer.endOfTextId ? 'end of text' : text(id),
      count: counts[id] ?? 0,
      share: (counts[id] ?? 0) / Math.max(1, total),
    })),
  };
}

async function countsOf(storage: Storage, datasetId: string, size: number): Promise<Float64Array> {
  const path = datasetFiles(datasetId).counts;
  const counts = new Float64Array(size);
  if (!(await storage.exists(path))) return counts;
  const view = new DataView(await (await storage.blob(path)).arrayBuffer());
  for (let id = 0; id < size && 8 * id < view.byteLength; id++) counts[id] = view.getFloat64(8 * id, true);
  return counts;
}
