import type { Tensor } from '@tensorflow/tfjs';
import { dims, requireSize, requireThat } from '../../checks';
import { u32 } from '../../dispatch';
import { sizeOf } from '../../numbers';
import { defineKernel, type Shapes } from '../../op';
import { embeddingGradientWgsl, embeddingScanWgsl, embeddingWgsl } from './kernel';
import { embeddingGradientReference, embeddingReference } from './reference';

export { sortIds } from './sort-ids';

/** V vocabulary, C channels, N tokens. What `sortIds` gives, as int32 tensors. */
export interface SortedIds {
  /** [N] int32. */
  readonly order: Tensor;
  /** [V + 1] int32. */
  readonly starts: Tensor;
}
interface Rows {
  readonly rows: number;
}
type None = Record<never, never>;

const forward = {
  outputs: ({ table, ids }: Shapes<'table' | 'ids'>) => {
    const [, columns] = dims(table, 2, 'embedding', 'the table');
    return { y: [dims(ids, 1, 'embedding', 'ids')[0], columns] };
  },
  reference: ({ table, ids }: Record<'table' | 'ids', Float64Array>, shapes: Shapes<'table' | 'ids'>) => ({
    y: embeddingReference(table, ids, shapes.table[1] ?? 0),
  }),
  launch: ({ table, ids }: Shapes<'table' | 'ids'>) => {
    const [rows, columns] = dims(table, 2, 'embedding', 'the table');
    const size = sizeOf(ids) * columns;
    return {
      variant: {},
      uniforms: { size: u32(size), rows: u32(rows), columns: u32(columns) },
      workgroups: Math.ceil(size / 64),
    };
  },
  wgsl: embeddingWgsl,
  types: () => ({ ids: 'i32' }) as const,
};
const gather = defineKernel<'table' | 'ids', Rows, None>({
  ...forward,
  name: 'LoamEmbedding',
  inputs: ['table', 'ids'],
  gradient: {
    saveInputs: ['ids'],
    backward: (dy, { ids }, rows) => ({ table: () => scan({ dy, ids }, rows)[0] as Tensor }),
  },
});
const gatherSorted = defineKernel<'table' | 'ids' | 'order' | 'starts', Rows, None>({
  ...forward,
  name: 'LoamEmbeddingSorted',
  // order and starts ride along for the gradient; the forward dispatch binds only these two.
  inputs: ['table', 'ids'],
  gradient: {
    saveInputs: ['ids', 'order', 'starts'],
    backward: (dy, { ids, order, starts }, rows) => ({
      table: () => sumRuns({ dy, ids, order, starts }, rows)[0] as Tensor,
    }),
  },
});

const backward = {
  outputs: ({ dy }: Shapes<'dy'>, { rows }: Rows) => ({ dtable: [rows, dy[1] ?? 0] }),
  reference: ({ dy, ids }: Record<'dy' | 'ids', Float64Array>, shapes: Shapes<'dy'>, { rows }: Rows) => ({
    dtable: embeddingGradientReference(dy, ids, rows, shapes.dy[1] ?? 0),
  }),
  launch: ({ dy }: Shapes<'dy'>, { rows }: Rows) => {
    const columns = dy[1] ?? 0;
    const size = rows * columns;
    return {
      variant: {},
      uniforms: { size: u32(size), columns: u32(columns), tokens: u32(dy[0] ?? 0) },
      workgroups: Math.ceil(size / 64),
    };
  },
};
const scan = defineKernel<'dy' | 'ids', Rows, None>({
  ...backward,
  name: 'LoamEmbeddingScan',
  inputs: ['dy', 'ids'],
  wgsl: embeddingScanWgsl,
  types: () => ({ ids: 'i32' }),
});
const sumRuns = defineKernel<'dy' | 'ids' | 'order' | 'starts', Rows, None>({
  ...backward,
  name: 'LoamEmbeddingRuns',
  inputs: ['dy', 'order', 'starts'],
  wgsl: embeddingGradientWgsl,
  types: () => ({ order: 'i32', starts: 'i32' }),
});

/**
 * Rows of `table` [V, C] by `ids` [N] int32 -> [N, C]. The gradient writes every row of [V, C] and is deterministic: with `sorted` each
 * row adds its run of positions; without, each element scans all ids, which suits only short inputs.
 */
export function embedding(table: Tensor, ids: Tensor, sorted?: SortedIds): Tensor {
  const [rows] = dims(table.shape, 2, 'embedding', 'the table');
  requireThat(ids.dtype === 'int32', 'embedding', `ids should be int32 but are ${ids.dtype}`);
  if (!sorted) return gather({ table, ids }, { rows })[0] as Tensor;
  requireSize(sorted.order.size, ids.size, 'embedding', 'the length of the sorted order');
  requireSize(sorted.starts.size, rows + 1, 'embedding', 'the number of run starts');
  return gatherSorted({ table, ids, order: sorted.order, starts: sorted.starts }, { rows })[0] as Tensor;
}
