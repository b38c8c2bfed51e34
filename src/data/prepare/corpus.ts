import type { DocumentPart } from '@/schema/document';
import type { SourceReport } from '@/schema/source';

/** Everything imported, as preparation sees it. */
export interface Corpus {
  /** All documents in order, each as consecutive parts. Can be iterated again, with the same outcome. */
  parts(): AsyncIterable<DocumentPart>;
  readonly documentCount: number;
  /** UTF-16 units over all parts. */
  readonly totalCharacters: number;
  readonly sources: readonly SourceReport[];
}
