import { Rng } from '@/base/rng';
import type { DocumentSizes } from './text-ranges';

/**
 * Which documents are held out: in a seeded order, each is taken that brings the validation share of the text closer to the wanted one.
 * If that leaves either side with less than `leastBytes`, the single document is held out that comes closest with both sides large enough.
 * Undefined when no choice of documents does: one document, or one that dwarfs the others.
 */
export function chooseDocuments(
  documents: DocumentSizes,
  fraction: number,
  seed: number,
  leastBytes: number,
): Uint8Array | undefined {
  const { count, totalBytes } = documents;
  if (count < 2) return undefined;
  const wanted = fraction * totalBytes;
  const enough = (bytes: number) => bytes >= leastBytes && totalBytes - bytes >= leastBytes;
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  shuffle(order, new Rng(seed).fork('split'));
  const heldOut = new Uint8Array(count);
  let bytes = 0;
  let taken = 0;
  for (const index of order) {
    const next = bytes + documents.size(index);
    if (Math.abs(next - wanted) >= Math.abs(bytes - wanted) && bytes >= leastBytes) continue;
    if (next > wanted && bytes === 0 && next - wanted > wanted) continue; // a giant first: look for a smaller one
    if (!enough(next) && next >= leastBytes) continue;
    heldOut[index] = 1;
    bytes = next;
    taken++;
  }
  if (enough(bytes) && taken < count) return heldOut;
  return closestSingle(documents, order, wanted, enough);
}

function closestSingle(
  documents: DocumentSizes,
  order: Uint32Array,
  wanted: number,
  enough: (bytes: number) => boolean,
): Uint8Array | undefined {
  let best = -1;
  for (const index of order) {
    const size = documents.size(index);
    if (!enough(size)) continue;
    if (best < 0 || Math.abs(size - wanted) < Math.abs(documents.size(best) - wanted)) best = index;
  }
  if (best < 0) return undefined;
  const heldOut = new Uint8Array(documents.count);
  heldOut[best] = 1;
  return heldOut;
}

/** Fisher and Yates, as `Rng.shuffle`, on a typed array: a million documents should not become a million boxed numbers. */
function shuffle(items: Uint32Array, rng: Rng): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    const held = items[i] as number;
    items[i] = items[j] as number;
    items[j] = held;
  }
}
