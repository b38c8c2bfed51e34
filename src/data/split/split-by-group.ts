import { heldOutCount, invalidSplit, seededOrder, TRAIN, VALIDATION } from './assign-sides';

/** What a message calls the groups. */
export type GroupName = 'file' | 'group';

/** A fold is kept as a byte. */
const MOST_FOLDS = 255;

/** Documents of each key, keys numbered in order of appearance. */
export function numberKeys(keys: Iterable<string>): { of: Uint32Array; members: number[]; names: string[] } {
  const numbers = new Map<string, number>();
  const of: number[] = [];
  const members: number[] = [];
  for (const key of keys) {
    let number = numbers.get(key);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(key, number);
    }
    of.push(number);
    members[number] = (members[number] ?? 0) + 1;
  }
  return { of: Uint32Array.from(of), members, names: [...numbers.keys()] };
}

/**
 * Whole groups are held out: a file, a user, a speaker is on one side only. Groups are taken in a seeded order while that brings the number of
 * held-out documents closer to the share; with groups of one document it is within one of exact. Side of each document, TRAIN or VALIDATION.
 * Throws LoamError `data/invalid-split` when there is but one group.
 */
export function splitByGroup(keys: readonly string[], fraction: number, seed: number): Uint8Array {
  const { of, members } = numberKeys(keys);
  const wanted = heldOutCount(keys.length, fraction);
  if (members.length < 2)
    throw invalidSplit('All documents are of one group', 'Group by something else, or split by document.');
  const side = new Uint8Array(members.length);
  let held = 0;
  let groups = 0;
  for (const group of seededOrder(members.length, seed, 'group')) {
    const next = held + (members[group] as number);
    if (Math.abs(next - wanted) >= Math.abs(held - wanted) || groups === members.length - 1) continue;
    side[group] = VALIDATION;
    held = next;
    groups++;
  }
  // Every group is larger than twice the share: the smallest does least harm.
  if (groups === 0) side[members.indexOf(smallest(members))] = VALIDATION;
  return Uint8Array.from(of, (group) => side[group] ?? TRAIN);
}

const smallest = (members: readonly number[]): number => members.reduce((least, n) => Math.min(least, n));

/**
 * Fold of each document, 0 to k - 1, no group in two: the largest groups first, each into the fold with the fewest documents, ties in a seeded
 * order. Without groups (each document its own) folds differ by at most one document. Throws LoamError `data/invalid-split`.
 */
export function foldsByGroup(keys: readonly string[], k: number, seed: number, group: GroupName = 'group'): Uint8Array {
  const { of, members } = numberKeys(keys);
  checkFolds(k, members.length, group);
  const order = [...seededOrder(members.length, seed, 'folds')].sort(
    (a, b) => (members[b] as number) - (members[a] as number),
  );
  const sizes = new Float64Array(k);
  const fold = new Uint8Array(members.length);
  for (const largest of order) {
    const smallestFold = sizes.indexOf(sizes.reduce((least, n) => Math.min(least, n)));
    fold[largest] = smallestFold;
    sizes[smallestFold] = (sizes[smallestFold] as number) + (members[largest] as number);
  }
  return Uint8Array.from(of, (number) => fold[number] as number);
}

/** Folds of single documents, at most one apart in size. */
export function folds(count: number, k: number, seed: number): Uint8Array {
  checkFolds(k, count);
  const fold = new Uint8Array(count);
  seededOrder(count, seed, 'folds').forEach((document, place) => {
    fold[document] = place % k;
  });
  return fold;
}

/** Sides of one fold's turn: it is validation, the others are training. */
export const sidesOfFold = (fold: Uint8Array, turn: number): Uint8Array =>
  fold.map((of) => (of === turn ? VALIDATION : TRAIN));

/** Throws LoamError `data/invalid-split` where so many documents, or groups of them, cannot make k folds. */
export function checkFolds(k: number, most: number, group?: GroupName): void {
  if (!Number.isInteger(k) || k < 2 || k > MOST_FOLDS)
    throw invalidSplit(`${k} folds cannot be made`, `Choose a whole number from 2 to ${MOST_FOLDS}.`);
  if (k <= most) return;
  const name = `${group ?? 'document'}${most === 1 ? '' : 's'}`;
  const fewer = most > 2 ? `make 2 to ${most} folds` : 'make 2 folds';
  const other = group ? 'Divide by document' : 'Add more documents';
  // One group cannot be divided at all; of one document a block can be held out.
  const none = group ? other : `${other}, or hold out a share`;
  throw invalidSplit(
    `There ${most === 1 ? 'is' : 'are'} only ${most} ${name}; ${k} folds need at least ${k}`,
    most < 2 ? `${none}.` : `${other}, or ${fewer}.`,
  );
}
