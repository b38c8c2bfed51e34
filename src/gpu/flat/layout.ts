import { sizeOf } from '../numbers';

/**
 * Many tensors in one: all parameters, all gradients, all of one kind of optimizer state. One dispatch then serves all of them, and in a recorded step
 * the parts are windows into one buffer (`graph/elide-copies.ts`).
 */
export interface FlatLayout {
  readonly parts: readonly FlatPart[];
  /** Elements, gaps included. */
  readonly size: number;
  /** Equal for equal layouts. */
  readonly key: string;
}
export interface FlatPart {
  readonly name: string;
  readonly shape: readonly number[];
  /** In elements; a multiple of BLOCK. */
  readonly offset: number;
  /** Elements of this part. */
  readonly size: number;
}

/** Parts begin at multiples of this many float32 elements: 256 bytes, where a buffer may be bound. */
export const BLOCK = 64;

/** Parts in the order given; what lies between them is never read. */
export function flatLayout(
  tensors: readonly { readonly name: string; readonly shape: readonly number[] }[],
): FlatLayout {
  const parts: FlatPart[] = [];
  let offset = 0;
  for (const { name, shape } of tensors) {
    const size = sizeOf(shape);
    parts.push({ name, shape, offset, size });
    offset += Math.ceil(size / BLOCK) * BLOCK;
  }
  return { parts, size: offset, key: JSON.stringify(tensors.map(({ name, shape }) => [name, shape])) };
}

/**
 * One int32 a block of a flat tensor: how many of its 64 elements belong to a part, plus DECAYED where weight decay applies to the part. What a
 * kernel over a whole flat tensor reads to leave the gaps alone.
 */
export function blockTable({ parts, size }: FlatLayout, decayed: ReadonlySet<string> = new Set()): Int32Array {
  const table = new Int32Array(size / BLOCK);
  for (const part of parts) {
    const first = part.offset / BLOCK;
    const flag = decayed.has(part.name) ? DECAYED : 0;
    for (let left = part.size, block = first; left > 0; left -= BLOCK, block++)
      table[block] = Math.min(left, BLOCK) | flag;
  }
  return table;
}
export const DECAYED = 128;

/** The table as a kernel's constant. */
export function blockConstant(layout: FlatLayout, decayed: ReadonlySet<string> = new Set()) {
  return {
    key: `blocks ${layout.key} ${[...decayed].join()}`,
    make: () => blockTable(layout, decayed),
  };
}

/** The same places with some of the parts: a kernel over it leaves the others alone, as it does the gaps. */
export function onlyParts(layout: FlatLayout, kept: (part: FlatPart, place: number) => boolean): FlatLayout {
  const parts = layout.parts.filter(kept);
  return { ...layout, parts, key: `${layout.key} only ${parts.map(({ name }) => name).join()}` };
}

/** Of each block of `layout`, the block of `of` where the same part's numbers lie; `of` has parts of the same names, of the same size or empty. */
export function placeTable(layout: FlatLayout, of: FlatLayout): Int32Array {
  const table = new Int32Array(layout.size / BLOCK);
  layout.parts.forEach(({ name, offset, size }, i) => {
    const there = of.parts[i];
    if (there?.name !== name || (there.size !== size && there.size !== 0))
      throw new Error(`flat: ${name} has another size or place in the other layout`);
    for (let block = 0; block * BLOCK < there.size; block++)
      table[offset / BLOCK + block] = there.offset / BLOCK + block;
  });
  return table;
}

/** Reads a flat array on the host: views, not copies. */
export function partsOf(flat: Float32Array, { parts }: FlatLayout): Map<string, Float32Array> {
  return new Map(parts.map(({ name, offset, size }) => [name, flat.subarray(offset, offset + size)]));
}
