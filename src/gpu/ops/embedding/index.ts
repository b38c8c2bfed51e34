import type { Tensor } from '@tensorflow/tfjs';
import { dims, requireSize, requireThat } from '../../checks';
import { anyHalf } from '../../op';
import { now, type StepNumber } from '../../step-number';
import { type EmbeddingAttrs, gather } from './gather';

export { sortIds } from './sort-ids';

/** V vocabulary, C channels, N tokens. What `sortIds` gives, as int32 tensors. */
export interface SortedIds {
  /** [N] int32. */
  readonly order: Tensor;
  /** [V + 1] int32. */
  readonly starts: Tensor;
}

/**
 * Rows of `table` [V, C] by `ids` [N] int32 -> [N, C], in the table's type (float32 or f16); an id outside it gives zeros. The gradient writes every row of [V, C] and is deterministic: with `sorted` each
 * row adds its run of positions; without, each element scans all ids, which suits only short inputs.
 */
export function embedding(table: Tensor, ids: Tensor, sorted?: SortedIds): Tensor {
  return run({ table, ids }, sorted, NOWHERE)[0] as Tensor;
}

export interface Placement {
  /** B sequences of T tokens each. */
  readonly batchSize: number;
  readonly time: number;
  /** Position of the first token of each: tokens that are cached already. */
  readonly offset: StepNumber;
}

/**
 * Token and position embeddings in one dispatch: row b * T + t is table[ids] + positions[offset + t]. `table` [V, C], `positions` [P, C], `ids` [B * T]
 * int32 -> [B * T, C] float32. Both gradients are one dispatch; that of a position adds its tokens in the order of the batch.
 */
export function embedPositions(
  table: Tensor,
  positions: Tensor,
  ids: Tensor,
  sorted: SortedIds | undefined,
  placement: Placement,
): Tensor {
  return run({ table, ids, positions }, sorted, placed(positions, ids, placement))[0] as Tensor;
}

/**
 * `embedding`, or with `place` `embedPositions`, beside the table itself, for models whose output projection is the same matrix: whoever uses the returned
 * table instead of the one given gets both gradients added in the embedding's own backward dispatch.
 */
export function tiedEmbedding(
  table: Tensor,
  ids: Tensor,
  sorted: SortedIds | undefined,
  place?: Placement & { readonly positions: Tensor },
): { rows: Tensor; table: Tensor } {
  const inputs = { table, ids, ...(place ? { positions: place.positions } : {}) };
  const [rows, handedOn] = run(inputs, sorted, place ? placed(place.positions, ids, place) : NOWHERE, true);
  return { rows: rows as Tensor, table: handedOn as Tensor };
}

type Placed = Pick<EmbeddingAttrs, 'positions' | 'time' | 'offset'>;
const NOWHERE: Placed = { positions: 0, time: 1, offset: 0 };

function placed(positions: Tensor, ids: Tensor, { batchSize, time, offset }: Placement): Placed {
  const [count] = dims(positions.shape, 2, 'embedPositions', 'positions');
  requireSize(ids.size, batchSize * time, 'embedPositions', 'the number of ids');
  requireThat(
    now(offset) >= 0 && now(offset) + time <= count,
    'embedPositions',
    `${now(offset) + time} positions are wanted and there are ${count}`,
    'Choose a shorter context.',
  );
  return { positions: count, time, offset };
}

function run(
  inputs: { table: Tensor; ids: Tensor; positions?: Tensor },
  sorted: SortedIds | undefined,
  place: Placed,
  tied = false,
): Tensor[] {
  const { table, ids } = inputs;
  const [rows] = dims(table.shape, 2, 'embedding', 'the table');
  requireThat(ids.dtype === 'int32', 'embedding', `ids should be int32 but are ${ids.dtype}`);
  const attrs = { ...place, rows, half: anyHalf(table) };
  const kernel = gather({ sorted: sorted !== undefined, tied });
  if (!sorted) return kernel(inputs, attrs);
  const { order, starts } = sorted;
  requireSize(order.size, ids.size, 'embedding', 'the length of the sorted order');
  requireSize(starts.size, rows + 1, 'embedding', 'the number of run starts');
  return kernel({ ...inputs, order, starts }, attrs);
}
