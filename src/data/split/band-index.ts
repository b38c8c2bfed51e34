import type { DocumentSketches } from './document-sketches';

/** Documents that are looked at for one band: what more share is boilerplate, and comparing all with all would be quadratic. */
const MOST_IN_BAND = 64;
/** Documents that are looked at for one: rows made from a template agree with other rows in every band. */
const MOST_ALIKE = 256;
/** Documents between two breaths. */
const STRETCH = 1 << 10;

/** Finds documents that agree with another in a band (locality-sensitive hashing; Leskovec et al. 2020, 3.4). Some 340 bytes a document with 28 bands. */
export class BandIndex {
  private readonly heads: Int32Array;
  /** Entry number `i * bands + band` is band `band` of document `documents[i]`; which entry comes next in its slot, -1 for none. */
  private readonly next: Int32Array;
  private readonly seen: Int32Array;
  private asked = 0;

  private constructor(
    private readonly sketches: DocumentSketches,
    private readonly documents: readonly number[],
    private readonly bands: number,
  ) {
    const entries = documents.length * bands;
    this.heads = new Int32Array(2 ** Math.ceil(Math.log2(entries + 2))).fill(-1);
    this.next = new Int32Array(entries);
    this.seen = new Int32Array(documents.length);
  }

  /** Yields every few milliseconds. */
  static *of(sketches: DocumentSketches, documents: readonly number[], bands: number): Generator<void, BandIndex> {
    const index = new BandIndex(sketches, documents, bands);
    // The last first: a slot's chain then has documents in order.
    for (let i = documents.length - 1; i >= 0; i--) {
      index.add(i);
      if (i % STRETCH === 0) yield;
    }
    return index;
  }

  /** Those that agree with this document in a band at least, each once. */
  *like(document: number): Generator<number> {
    const { sketches, documents, bands, seen } = this;
    const stamp = ++this.asked;
    let given = 0;
    for (let band = 0; band < bands; band++) {
      const key = sketches.band(document, band);
      let found = 0;
      for (let at = this.heads[this.slot(key, band)] ?? -1; at >= 0 && found < MOST_IN_BAND; at = this.next[at] ?? -1) {
        const i = Math.floor(at / bands);
        if (at % bands !== band || sketches.band(documents[i] ?? 0, band) !== key) continue;
        found++;
        if (seen[i] === stamp) continue;
        seen[i] = stamp;
        yield documents[i] ?? 0;
        if (++given === MOST_ALIKE) return;
      }
    }
  }

  private add(i: number): void {
    const { bands, sketches, documents, next, heads } = this;
    for (let band = 0; band < bands; band++) {
      const slot = this.slot(sketches.band(documents[i] ?? 0, band), band);
      next[i * bands + band] = heads[slot] ?? -1;
      heads[slot] = i * bands + band;
    }
  }

  private slot(key: number, band: number): number {
    let hash = Math.imul(key ^ Math.imul(band + 1, 0x9e3779b1), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    return (hash ^ (hash >>> 13)) & (this.heads.length - 1);
  }
}
