import { dims, requireSize, requireThat } from '../../checks';
import type { Shape } from '../../op';
import { now, type StepNumber } from '../../step-number';

/**
 * Attention over rows: heads stay side by side in the columns of [B * T, ...] and are never split or merged in memory. Where each head's
 * columns lie is a view of its tensor:
 * - `packed`: one tensor of H heads of queries, Hkv of keys and Hkv of values;
 * - `separate`: a tensor each;
 * - `cached`: queries from packed rows, keys and values from a cache of Hkv heads of keys and Hkv of values.
 */
export type Layout = 'packed' | 'separate' | 'cached';

/** B batch, T time (rows of queries a batch entry), S keys a batch entry, H heads, D head size. */
export interface RowSizes {
  readonly batch: number;
  readonly time: number;
  readonly keys: number;
  readonly heads: number;
  readonly keyHeads: number;
  readonly headSize: number;
}

/** Row r of head h starts at element r * stride + first + h * D. */
export interface View {
  readonly stride: number;
  readonly first: number;
}

export interface RowSettings {
  readonly layout: Layout;
  readonly batch: number;
  readonly heads: number;
  readonly keyHeads: number;
  /** Row t sees keys 0 .. t + offset. */
  readonly causal: boolean;
  readonly offset: StepNumber;
}

export type RowShapes = Readonly<Partial<Record<'q' | 'k' | 'v' | 'lengths', Shape>>>;

export const MAX_HEAD_SIZE = 256;

/** Sizes out of shapes; LoamError for any that do not belong together. */
export function rowSizes(shapes: RowShapes, settings: RowSettings): RowSizes {
  const { layout, batch, heads, keyHeads } = settings;
  const op = 'attention';
  requireThat(keyHeads >= 1 && heads % keyHeads === 0, op, `${heads} heads cannot share ${keyHeads} key heads evenly`);
  const [rows, columns] = dims(shapes.q ?? [], 2, op, 'q');
  const [keyRows, keyColumns] = dims((layout === 'packed' ? shapes.q : shapes.k) ?? [], 2, op, 'k');
  const all = layout === 'separate' ? heads : heads + 2 * keyHeads;
  requireThat(columns % all === 0, op, `${columns} columns cannot be shared by ${all} heads`);
  const headSize = columns / all;
  requireThat(
    headSize >= 1 && headSize <= MAX_HEAD_SIZE,
    op,
    `the head size is ${headSize}: 1 to ${MAX_HEAD_SIZE} can be computed`,
  );
  const columnsOfKeys = { packed: all, separate: keyHeads, cached: 2 * keyHeads }[layout] * headSize;
  requireSize(keyColumns, columnsOfKeys, op, 'the number of columns of keys');
  if (layout === 'separate') {
    const v = shapes.v ?? [];
    requireThat(
      v.join() === shapes.k?.join(),
      op,
      `v [${v.join(', ')}] has not the shape of k [${shapes.k?.join(', ')}]`,
    );
  }
  requireThat(rows % batch === 0, op, `${rows} rows cannot be shared by a batch of ${batch}`);
  requireThat(keyRows % batch === 0, op, `${keyRows} rows of keys cannot be shared by a batch of ${batch}`);
  if (shapes.lengths) requireSize(dims(shapes.lengths, 1, op, 'keyLengths')[0], batch, op, 'the number of key lengths');
  const [time, keys] = [rows / batch, keyRows / batch];
  const offset = now(settings.offset);
  requireThat(
    !settings.causal || (offset >= 0 && offset + time <= keys),
    op,
    `rows up to ${offset + time} see only ${keys} keys`,
  );
  return { batch, time, keys, heads, keyHeads, headSize };
}

export function views(layout: Layout, { heads, keyHeads, headSize }: RowSizes): Record<'q' | 'k' | 'v', View> {
  const packed = (heads + 2 * keyHeads) * headSize;
  const keyColumns = keyHeads * headSize;
  switch (layout) {
    case 'packed':
      return {
        q: { stride: packed, first: 0 },
        k: { stride: packed, first: heads * headSize },
        v: { stride: packed, first: (heads + keyHeads) * headSize },
      };
    case 'separate': {
      const view = { stride: keyColumns, first: 0 };
      return { q: { stride: heads * headSize, first: 0 }, k: view, v: view };
    }
    case 'cached':
      return {
        q: { stride: packed, first: 0 },
        k: { stride: 2 * keyColumns, first: 0 },
        v: { stride: 2 * keyColumns, first: keyColumns },
      };
  }
}

/** Which tensor holds each operand, by the name of its binding. */
export const HOLDERS: Readonly<Record<Layout, Readonly<Record<'q' | 'k' | 'v', 'q' | 'k' | 'v'>>>> = {
  packed: { q: 'q', k: 'q', v: 'q' },
  separate: { q: 'q', k: 'k', v: 'v' },
  cached: { q: 'q', k: 'k', v: 'k' },
};

/** Pairs of a query and a key that are looked at, for counting operations. */
export function pairs({ batch, heads, time, keys }: RowSizes, causal: boolean, offset: number): number {
  if (!causal) return batch * heads * time * keys;
  return batch * heads * (time * Math.min(offset, keys) + (time * (time + 1)) / 2);
}
