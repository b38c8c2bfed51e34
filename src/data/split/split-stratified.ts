import { heldOutCount, seededOrder, TRAIN, VALIDATION } from './assign-sides';
import { checkFolds, numberKeys } from './split-by-group';

/**
 * The same share of every label is held out, within one document of exact for each label, and exactly as many in all as without labels: what
 * rounding leaves over goes to the labels with the largest remainders (Hamilton's method). Side of each document.
 * Throws LoamError `data/invalid-split`.
 */
export function splitStratified(labels: readonly string[], fraction: number, seed: number): Uint8Array {
  const total = heldOutCount(labels.length, fraction);
  const { of, members, names } = numberKeys(labels);
  const exact = members.map((count) => (count * total) / labels.length);
  const quota = exact.map(Math.floor);
  const rest = total - quota.reduce((sum, n) => sum + n, 0);
  const remainder = (label: number) => (exact[label] as number) - (quota[label] as number);
  // Ties by name: the order of documents is not to matter.
  const order = members
    .map((_, label) => label)
    .sort((a, b) => remainder(b) - remainder(a) || ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1));
  for (const label of order.slice(0, rest)) quota[label] = (quota[label] as number) + 1;
  const side = new Uint8Array(labels.length).fill(TRAIN);
  for (const document of seededOrder(labels.length, seed, 'stratified')) {
    const label = of[document] as number;
    if ((quota[label] as number) === 0) continue;
    quota[label] = (quota[label] as number) - 1;
    side[document] = VALIDATION;
  }
  return side;
}

/** Folds with the same share of every label: within a label, folds differ by at most one document, and so they do in all. */
export function stratifiedFolds(labels: readonly string[], k: number, seed: number): Uint8Array {
  checkFolds(k, labels.length);
  const { of, members } = numberKeys(labels);
  const lists: number[][] = members.map(() => []);
  for (const document of seededOrder(labels.length, seed, 'stratified')) lists[of[document] as number]?.push(document);
  const fold = new Uint8Array(labels.length);
  // Each label goes on dealing where the last one stopped.
  lists.flat().forEach((document, place) => {
    fold[document] = place % k;
  });
  return fold;
}
