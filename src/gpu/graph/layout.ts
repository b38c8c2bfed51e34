/** Something that needs memory from command `first` to command `last`, both included. */
export interface Placeable {
  readonly id: number;
  readonly sizeBytes: number;
  readonly first: number;
  readonly last: number;
}

export interface Slot {
  readonly arena: number;
  readonly offset: number;
}

export interface Layout {
  readonly slots: ReadonlyMap<number, Slot>;
  /** Size of each arena: one GPUBuffer each. */
  readonly arenaBytes: readonly number[];
}

/** `minStorageBufferOffsetAlignment` of every adapter there is (the WebGPU default, and the largest allowed). */
export const ALIGNMENT = 256;
export const aligned = (bytes: number): number => Math.ceil(Math.max(bytes, 1) / ALIGNMENT) * ALIGNMENT;

/**
 * Offsets for temporaries in few large buffers: greedy by size (Pisarchyk and Lee, "Efficient memory management for deep neural net
 * inference", 2020), with one more rule. WebGPU forbids one buffer to be bound read-only and writable in the same dispatch, whatever the
 * ranges; `apart` lists such pairs, and they go to different arenas.
 */
export function layOut(
  items: readonly Placeable[],
  apart: ReadonlyMap<number, ReadonlySet<number>>,
  maxArenaBytes: number,
): Layout {
  const slots = new Map<number, Slot>();
  const arenas: { bytes: number; items: (Placeable & { offset: number; end: number })[] }[] = [];
  const bySize = [...items].sort((a, b) => b.sizeBytes - a.sizeBytes || a.first - b.first || a.id - b.id);
  for (const item of bySize) {
    const size = aligned(item.sizeBytes);
    const foes = apart.get(item.id);
    const forbidden = new Set<number>();
    for (const foe of foes ?? []) {
      const slot = slots.get(foe);
      if (slot) forbidden.add(slot.arena);
    }
    let best: { arena: number; offset: number; growth: number } | undefined;
    arenas.forEach((arena, index) => {
      if (forbidden.has(index)) return;
      const offset = lowestGap(arena.items, item, size);
      const growth = Math.max(0, offset + size - arena.bytes);
      if (offset + size > maxArenaBytes) return;
      if (!best || growth < best.growth) best = { arena: index, offset, growth };
    });
    if (!best) {
      arenas.push({ bytes: 0, items: [] });
      best = { arena: arenas.length - 1, offset: 0, growth: size };
    }
    const arena = arenas[best.arena];
    if (!arena) throw new Error('layout: lost an arena');
    arena.items.push({ ...item, offset: best.offset, end: best.offset + size });
    arena.bytes = Math.max(arena.bytes, best.offset + size);
    slots.set(item.id, { arena: best.arena, offset: best.offset });
  }
  return { slots, arenaBytes: arenas.map((a) => a.bytes) };
}

function lowestGap(
  placed: readonly (Placeable & { offset: number; end: number })[],
  item: Placeable,
  size: number,
): number {
  const alive = placed.filter((p) => p.first <= item.last && item.first <= p.last).sort((a, b) => a.offset - b.offset);
  let offset = 0;
  for (const p of alive) {
    if (p.offset - offset >= size) break;
    offset = Math.max(offset, p.end);
  }
  return offset;
}
