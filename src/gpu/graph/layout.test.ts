import { describe, expect, it } from 'vitest';
import { Rng } from '@/base/rng';
import { ALIGNMENT, aligned, layOut, type Placeable } from './layout';

describe('layOut', () => {
  it('never overlaps two items that live at the same time, keeps foes in different arenas and aligns every offset', () => {
    const rng = new Rng(7);
    for (let round = 0; round < 50; round++) {
      const items: Placeable[] = Array.from({ length: 60 }, (_, id) => {
        const first = rng.integer(100);
        return { id, sizeBytes: 1 + rng.integer(5000), first, last: first + rng.integer(20) };
      });
      const apart = new Map<number, Set<number>>();
      for (let k = 0; k < 80; k++) {
        const [a, b] = [rng.integer(60), rng.integer(60)];
        if (a === b) continue;
        apart.set(a, (apart.get(a) ?? new Set()).add(b));
        apart.set(b, (apart.get(b) ?? new Set()).add(a));
      }
      const { slots, arenaBytes } = layOut(items, apart, 1 << 30);
      for (const a of items) {
        const sa = slots.get(a.id);
        if (!sa) throw new Error('not placed');
        expect(sa.offset % ALIGNMENT).toBe(0);
        expect(sa.offset + a.sizeBytes).toBeLessThanOrEqual(arenaBytes[sa.arena] ?? 0);
        for (const b of items) {
          const sb = slots.get(b.id);
          if (!sb || a.id >= b.id || sa.arena !== sb.arena) continue;
          expect(apart.get(a.id)?.has(b.id) ?? false).toBe(false);
          const sameTime = a.first <= b.last && b.first <= a.last;
          const sameBytes = sa.offset < sb.offset + b.sizeBytes && sb.offset < sa.offset + a.sizeBytes;
          expect(sameTime && sameBytes).toBe(false);
        }
      }
    }
  });

  it('reuses memory: a chain of equal items needs two of them, not all', () => {
    const chain = Array.from({ length: 30 }, (_, id) => ({ id, sizeBytes: 1000, first: id, last: id + 1 }));
    const { arenaBytes } = layOut(chain, new Map(), 1 << 30);
    expect(arenaBytes.reduce((a, b) => a + b, 0)).toBe(2 * aligned(1000));
  });

  it('opens another arena rather than exceed the largest buffer', () => {
    const items = [0, 1, 2].map((id) => ({ id, sizeBytes: 600, first: 0, last: 1 }));
    expect(layOut(items, new Map(), 1600).arenaBytes).toEqual([1536, 768]);
  });
});
