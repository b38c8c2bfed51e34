import { TextHash } from '../cleaning/exact-duplicates/text-hash';
import { MinHash } from '../cleaning/near-duplicates/min-hash';
import { utf8Length } from '../encoding/encoded-length';
import { TRAIN } from './assign-sides';
import { BandIndex } from './band-index';
import { DocumentSketches } from './document-sketches';
import { SketchGroups } from './sketch-groups';
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

interface Match {
  readonly document: number;
  readonly similarity: number;
}
/** By a document, the one on the other side that is most like it. */
interface NearMatches {
  ofHeldOut(document: number): Match | undefined;
  ofTraining(document: number): Match | undefined;
}
/** Documents by sketch. */
interface Groups {
  readonly groups: SketchGroups;
  readonly firsts: readonly number[];
}

interface Piece {
  readonly first: boolean;
  readonly last: boolean;
  /** What it takes at rest; that of the text unless told otherwise. */
  readonly bytes?: number;
}

/**
 * Sees documents go by part by part and then tells which are on both sides of a split: by a hash of the text, and by estimated similarity. Documents
 * without text are never alike. Memory: 24 bytes a document, 121 more with near matches, and some 340 for each that is held out and like no other.
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
    const near = this.near ? yield* this.nearMatches(heldOut, training) : undefined;
    const ofHeldOut: Leak[] = [];
    for (const [n, i] of heldOut.entries()) {
      if (n % LONG_STRETCH === LONG_STRETCH - 1) yield;
      const same = firstTraining.get(this.hashes[i] ?? NO_TEXT);
      const match = near?.ofHeldOut(i);
      if (same !== undefined) ofHeldOut.push(this.leak('exact', same, i, 1));
      else if (match) ofHeldOut.push(this.leak('near', match.document, i, match.similarity));
    }
    const ofTraining: Leak[] = [];
    for (const [n, i] of training.entries()) {
      if (n % LONG_STRETCH === LONG_STRETCH - 1) yield;
      const same = firstHeldOut.get(this.hashes[i] ?? NO_TEXT);
      const match = near?.ofTraining(i);
      if (same !== undefined) ofTraining.push(this.leak('exact', i, same, 1));
      else if (match) ofTraining.push(this.leak('near', i, match.document, match.similarity));
    }
    return { heldOutDocuments: heldOut.length, heldOut: ofHeldOut, training: ofTraining };
  }

  /**
   * Looks once for each sketch: where thousands of rows are alike, all of them are like the same few. An exact twin may be nearly like other documents,
   * too.
   */
  private *nearMatches(heldOut: readonly number[], training: readonly number[]): Generator<void, NearMatches> {
    const { sketches } = this;
    const heldOutGroups = yield* this.groupsOf(heldOut);
    const trainingGroups = yield* this.groupsOf(training);
    const index = yield* BandIndex.of(sketches, heldOutGroups.firsts, BANDS);
    const ofHeldOut = new Map<number, Match>();
    const ofTraining = new Map<number, Match>();
    for (const [n, one] of trainingGroups.firsts.entries()) {
      if (n % STRETCH === STRETCH - 1) yield;
      for (const held of index.like(one)) {
        const similarity = sketches.similarity(one, held);
        if (similarity < this.threshold) continue;
        if (similarity > (ofTraining.get(one)?.similarity ?? -1)) ofTraining.set(one, { document: held, similarity });
        if (similarity > (ofHeldOut.get(held)?.similarity ?? -1)) ofHeldOut.set(held, { document: one, similarity });
      }
    }
    const found =
      (matches: Map<number, Match>, { groups }: Groups) =>
      (i: number) =>
        sketches.has(i) ? matches.get(groups.firstOf(i)) : undefined;
    return { ofHeldOut: found(ofHeldOut, heldOutGroups), ofTraining: found(ofTraining, trainingGroups) };
  }

  private *groupsOf(documents: readonly number[]): Generator<void, Groups> {
    const groups = new SketchGroups(this.sketches, documents.length);
    const firsts: number[] = [];
    for (const [n, i] of documents.entries()) {
      if (n % LONG_STRETCH === LONG_STRETCH - 1) yield;
      if (this.sketches.has(i) && groups.firstOf(i) === i) firsts.push(i);
    }
    return { groups, firsts };
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

  private leak(kind: Leak['kind'], training: number, heldOut: number, similarity: number): Leak {
    const of = (i: number) => this.documents[i] ?? i;
    return { kind, training: of(training), heldOut: of(heldOut), similarity };
  }
}
