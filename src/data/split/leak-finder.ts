import { TextHash } from '../cleaning/exact-duplicates/text-hash';
import { MinHash } from '../cleaning/near-duplicates/min-hash';
import { utf8Length } from '../encoding/encoded-length';
import { TRAIN } from './assign-sides';
import { BandIndex } from './band-index';
import { DocumentSketches } from './document-sketches';
import type { DocumentSizes } from './text-ranges';

/** Places of a signature, as FineWeb's 14 x 8, in 28 bands of 4: of pairs with similarity .5 they find 84 %, of .6 98 %, from .7 on all but 1 in 1,000. */
const BANDS = 28;
const PLACES = 4 * BANDS;
/** Training documents between two breaths: some milliseconds at most. */
const STRETCH = 256;
/** The same where a document takes less than a microsecond. */
const LONG_STRETCH = 1 << 14;

/** Stands for the hash of a document without text. */
const NO_TEXT = -1;

/** Estimated similarity from which on documents are nearly the same, as in FineWeb (Penedo et al. 2024, 3.4). */
export const NEAR = 0.72;
/** Words in a run, as there. */
export const RUN = 5;

export interface Leak {
  readonly kind: 'exact' | 'near';
  /** Indices in the corpus of the document that is trained on, and of the one that is held out. */
  readonly training: number;
  readonly heldOut: number;
  /** 1 for exact ones, else the estimated Jaccard similarity of their runs of words. */
  readonly similarity: number;
}

export interface Leaks {
  readonly heldOutDocuments: number;
  /** Held-out documents that are trained on too, in order, each with the training document most like it. */
  readonly heldOut: readonly Leak[];
  /** Training documents that are like held-out ones, in order, each with the one most like it. */
  readonly training: readonly Leak[];
}

export interface LeakFinderOptions {
  /** Whether to look for near matches, which takes far longer. */
  readonly near?: boolean;
  readonly threshold?: number;
  readonly run?: number;
}

interface Piece {
  readonly first: boolean;
  readonly last: boolean;
  /** What it takes at rest; that of the text unless told otherwise. */
  readonly bytes?: number;
}

/**
 * Sees documents go by part by part and then tells which are on both sides of a split: by a hash of the text, and by estimated similarity. Documents
 * without text are never alike. Memory: 24 bytes a document, 113 more with near matches, and some 340 for each that is held out.
 */
export class LeakFinder implements DocumentSizes {
  totalBytes = 0;
  /** Indices in the corpus, in the order in which documents came. */
  readonly documents: number[] = [];
  private readonly sizes: number[] = [];
  /** 53 bits of each document's hash: two unlike documents among a million meet with probability 6e-5. */
  private readonly hashes: number[] = [];
  private readonly sketches = new DocumentSketches(PLACES);
  private readonly minHash: MinHash;
  private readonly near: boolean;
  private readonly threshold: number;
  private hash = new TextHash();
  private bytes = 0;
  private empty = true;

  constructor({ near = true, threshold = NEAR, run = RUN }: LeakFinderOptions = {}) {
    this.near = near;
    this.threshold = threshold;
    this.minHash = new MinHash(run, PLACES);
  }

  /** A document that does not come to its last part leaves no trace. */
  part(text: string, { first, last, bytes = utf8Length(text) }: Piece, document: number): void {
    if (first) this.begin();
    this.hash.add(text);
    if (this.near) this.minHash.add(text);
    this.bytes += bytes;
    this.empty &&= text === '';
    if (!last) return;
    const [a, b] = this.hash.digest();
    this.documents.push(document);
    this.hashes.push(this.empty ? NO_TEXT : a * 2 ** 21 + (b >>> 11));
    this.sizes.push(this.bytes);
    this.totalBytes += this.bytes;
    if (this.near) this.sketches.add(this.minHash.end() ? this.minHash.signature : undefined);
  }

  get count(): number {
    return this.documents.length;
  }

  size(index: number): number {
    return this.sizes[index] ?? 0;
  }

  /** Compares both sides; `sides` numbers that of each document, in the order in which they came. Yields every few milliseconds. */
  *leaks(sides: ArrayLike<number>): Generator<void, Leaks> {
    const heldOut: number[] = [];
    const training: number[] = [];
    for (let i = 0; i < this.count; i++) {
      if (i % LONG_STRETCH === LONG_STRETCH - 1) yield;
      (sides[i] === TRAIN ? training : heldOut).push(i);
    }
    const firstHeldOut = yield* this.byHash(heldOut);
    const firstTraining = yield* this.byHash(training);
    const index = this.near
      ? yield* BandIndex.of(
          this.sketches,
          heldOut.filter((i) => this.sketches.has(i)),
          BANDS,
        )
      : undefined;
    const ofHeldOut = new Map<number, Leak>();
    for (const i of heldOut) {
      const same = firstTraining.get(this.hashes[i] ?? NO_TEXT);
      if (same !== undefined) ofHeldOut.set(i, this.leak('exact', same, i, 1));
    }
    const ofTraining: Leak[] = [];
    for (const [n, i] of training.entries()) {
      if (n % STRETCH === STRETCH - 1) yield;
      const same = firstHeldOut.get(this.hashes[i] ?? NO_TEXT);
      if (same !== undefined) ofTraining.push(this.leak('exact', i, same, 1));
      // An exact twin may be nearly like other held-out documents.
      const best = index && this.sketches.has(i) ? this.nearest(i, index, ofHeldOut) : undefined;
      if (same === undefined && best) ofTraining.push(best);
    }
    return {
      heldOutDocuments: heldOut.length,
      heldOut: [...ofHeldOut].sort(([a], [b]) => a - b).map(([, leak]) => leak),
      training: ofTraining,
    };
  }

  private begin(): void {
    this.hash = new TextHash();
    this.minHash.begin();
    this.bytes = 0;
    this.empty = true;
  }

  /** First of each text. */
  private *byHash(places: readonly number[]): Generator<void, Map<number, number>> {
    const first = new Map<number, number>();
    for (const [n, i] of places.entries()) {
      if (n % LONG_STRETCH === LONG_STRETCH - 1) yield;
      const hash = this.hashes[i] ?? NO_TEXT;
      if (hash !== NO_TEXT && !first.has(hash)) first.set(hash, i);
    }
    return first;
  }

  /** The held-out document most like a training document; tells the held-out ones of it too. */
  private nearest(training: number, index: BandIndex, ofHeldOut: Map<number, Leak>): Leak | undefined {
    let best: Leak | undefined;
    for (const held of index.like(training)) {
      const similarity = this.sketches.similarity(training, held);
      if (similarity < this.threshold) continue;
      const leak = this.leak('near', training, held, similarity);
      if (!best || similarity > best.similarity) best = leak;
      const known = ofHeldOut.get(held);
      if (!known || (known.kind === 'near' && similarity > known.similarity)) ofHeldOut.set(held, leak);
    }
    return best;
  }

  private leak(kind: Leak['kind'], training: number, heldOut: number, similarity: number): Leak {
    const of = (i: number) => this.documents[i] ?? i;
    return { kind, training: of(training), heldOut: of(heldOut), similarity };
  }
}
