import { rescueKey } from '@/schema/dataset';
import type { Corpus } from './corpus';

type Sources = Pick<Corpus, 'sources'>;

/** Indices in the corpus of the documents with these keys; those of sources that are gone are passed over. */
export function rescuedIndices({ sources }: Sources, keys: readonly string[]): ReadonlySet<number> {
  const indices = new Set<number>();
  for (const key of keys) {
    const slash = key.lastIndexOf('/');
    const id = key.slice(0, slash);
    const index = Number(key.slice(slash + 1));
    let first = 0;
    for (const source of sources) {
      if (source.id === id && Number.isInteger(index) && index >= 0 && index < source.documents)
        indices.add(first + index);
      first += source.documents;
    }
  }
  return indices;
}

/** The key of a document; undefined outside the corpus. */
export function keyOf({ sources }: Sources, document: number): string | undefined {
  let first = 0;
  for (const { id, documents } of sources) {
    if (document >= first && document < first + documents) return rescueKey(id, document - first);
    first += documents;
  }
  return undefined;
}
