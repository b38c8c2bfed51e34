import type { DocumentSketches } from './document-sketches';

/** Tells which documents have the same sketch as one that came before: 4 to 8 bytes a document. */
export class SketchGroups {
  /** Open addressing: a document, or -1; at most half is taken. */
  private readonly table: Int32Array;

  constructor(
    private readonly sketches: DocumentSketches,
    /** Documents that will be asked for. */
    count: number,
  ) {
    this.table = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 2))).fill(-1);
  }

  /** The first document that was asked for and has the sketch of this one; itself where it is the first. */
  firstOf(document: number): number {
    const { table, sketches } = this;
    for (let slot = sketches.hash(document); ; slot++) {
      const at = slot & (table.length - 1);
      const first = table[at] ?? -1;
      if (first >= 0 && !sketches.equal(first, document)) continue;
      if (first < 0) table[at] = document;
      return first < 0 ? document : first;
    }
  }
}
