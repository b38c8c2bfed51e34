import { TextHash } from '../cleaning/exact-duplicates/text-hash';
import { TRAIN } from './assign-sides';

/**
 * What near matches are found by: equal-sized signatures of uint32 (MinHash; Broder 1997), of which the share of equal places estimates the
 * overlap of two texts' shingles.
 */
export interface Signatures {
  /** Numbers in a signature. */
  readonly size: number;
  /** The signature of a document, or undefined for one too short to have any. */
  of(document: number): Uint32Array | undefined;
}

export interface Leak {
  readonly kind: 'exact' | 'near';
  /** Index of the document that is trained on, and of the one that is held out. */
  readonly training: number;
  readonly heldOut: number;
  /** 1 for exact ones, else the estimated overlap of shingles. */
  readonly similarity: number;
}

export interface LeakageReport {
  /** Held-out documents that are on the training side too, each with the first or most similar one. In order of the held-out document. */
  readonly leaks: readonly Leak[];
  readonly heldOutDocuments: number;
}

/** Places of a signature that must be equal together for two documents to be compared: as in cleaning, 14 bands of 8. */
const ROWS = 8;
/** Documents compared for one band: what more texts share is boilerplate, and comparing all would be quadratic. */
const MOST_IN_BAND = 64;

/**
 * Finds held-out documents that are also trained on: by hash of the whole text, and by signatures where some are given. `hashes` are those of
 * `hashOf`; `sides` number each document's side. Estimated overlaps of `threshold` and more count as near.
 */
export function findLeaks(
  hashes: readonly string[],
  sides: ArrayLike<number>,
  signatures?: Signatures,
  threshold = 0.72,
): LeakageReport {
  const trained = new Map<string, number>();
  hashes.forEach((hash, document) => {
    if (sides[document] === TRAIN && !trained.has(hash)) trained.set(hash, document);
  });
  const bands = signatures ? bandsOf(signatures, sides) : undefined;
  const leaks: Leak[] = [];
  let heldOutDocuments = 0;
  hashes.forEach((hash, heldOut) => {
    if (sides[heldOut] === TRAIN) return;
    heldOutDocuments++;
    const same = trained.get(hash);
    if (same !== undefined) leaks.push({ kind: 'exact', training: same, heldOut, similarity: 1 });
    else if (signatures && bands) {
      const near = nearest(heldOut, signatures, bands);
      if (near && near.similarity >= threshold) leaks.push({ kind: 'near', ...near, heldOut });
    }
  });
  return { leaks, heldOutDocuments };
}

/** 64 bits of a document's text, which may come in parts. */
export function hashOf(parts: Iterable<string>): string {
  const hash = new TextHash();
  for (const part of parts) hash.add(part);
  return hash.digest().join('-');
}

type Bands = ReadonlyMap<string, readonly number[]>;

function bandsOf(signatures: Signatures, sides: ArrayLike<number>): Bands {
  const bands = new Map<string, number[]>();
  for (let document = 0; document < sides.length; document++) {
    const signature = sides[document] === TRAIN ? signatures.of(document) : undefined;
    for (const key of signature ? bandKeys(signature) : []) {
      const known = bands.get(key);
      if (!known) bands.set(key, [document]);
      else if (known.length < MOST_IN_BAND) known.push(document);
    }
  }
  return bands;
}

function* bandKeys(signature: Uint32Array): Generator<string> {
  for (let at = 0; at < signature.length; at += ROWS) yield `${at}:${signature.subarray(at, at + ROWS).join()}`;
}

function nearest(
  heldOut: number,
  signatures: Signatures,
  bands: Bands,
): { training: number; similarity: number } | undefined {
  const own = signatures.of(heldOut);
  if (!own) return undefined;
  const candidates = new Set<number>();
  for (const key of bandKeys(own)) for (const document of bands.get(key) ?? []) candidates.add(document);
  let best: { training: number; similarity: number } | undefined;
  for (const training of [...candidates].sort((a, b) => a - b)) {
    const other = signatures.of(training);
    if (!other) continue;
    let equal = 0;
    for (let i = 0; i < signatures.size; i++) if (own[i] === other[i]) equal++;
    const similarity = equal / signatures.size;
    if (!best || similarity > best.similarity) best = { training, similarity };
  }
  return best;
}
