import { LoamError } from '@/base/errors';
import { Rng } from '@/base/rng';

/** Training. */
export const TRAIN = 0;
/** Validation; folds count on from here. */
export const VALIDATION = 1;

/** Refuses a share that leaves nothing on one side. Throws LoamError `data/invalid-split`. */
export function checkShare(fraction: number): void {
  if (fraction > 0 && fraction < 1) return;
  throw invalidSplit(
    `A validation share of ${fraction} cannot be`,
    'Choose a share above 0 and below 1; 0.1 is usual.',
  );
}

export const invalidSplit = (what: string, remedy: string): LoamError =>
  new LoamError({ code: 'data/invalid-split', what, where: 'Split', remedy });

/** How many of `total` are held out: the nearest whole number, at least one on each side. */
export function heldOutCount(total: number, fraction: number): number {
  checkShare(fraction);
  if (total < 2) throw invalidSplit(`${total} cannot be divided into two sides`, 'Add more documents.');
  return Math.min(total - 1, Math.max(1, Math.round(total * fraction)));
}

/** The numbers 0 .. count - 1 in a seeded order of its own for each purpose. */
export function seededOrder(count: number, seed: number, purpose: string): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const rng = new Rng(seed).fork('split').fork(purpose);
  for (let i = count - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    const held = order[i] as number;
    order[i] = order[j] as number;
    order[j] = held;
  }
  return order;
}
