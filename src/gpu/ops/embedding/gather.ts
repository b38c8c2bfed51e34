import type { Tensor } from '@tensorflow/tfjs';
import { dims, requireSize } from '../../checks';
import { u32 } from '../../dispatch';
import { halfIf } from '../../element-types';
import { addTo, at, type Numbers, sizeOf } from '../../numbers';
import { defineKernel } from '../../op';
import { rowLaunchOf, rowLayout } from '../../row-reduce';
import { now, type StepNumber } from '../../step-number';
import {
  type EmbeddingGradientVariant,
  type EmbeddingVariant,
  embeddingGradientWgsl,
  embeddingWgsl,
  SOFTWARE_ROWS,
} from './kernel';
import { embeddingGradientReference, embeddingReference, positionIds } from './reference';

/** V rows of the table, C channels, N = B * T tokens, P positions. */
export interface EmbeddingAttrs {
  readonly rows: number;
  /** Type of the table, of its rows and of its gradient. */
  readonly half: boolean;
  /** P, or 0 where there is no second table. */
  readonly positions: number;
  readonly time: number;
  /** Position of the first token of a sequence. */
  readonly offset: StepNumber;
}

const fours = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 'vec4f' as const]));

/**
 * Four kernels, because what tfjs saves for a gradient and what it is handed on are fixed for each. Sorted ones get the order of their ids along;
 * tied ones hand the table on to its second user, whose gradient comes back with that of the rows.
 */
const define = (sorted: boolean, tied: boolean) =>
  defineKernel<'table' | 'positions' | 'ids' | 'order' | 'starts', EmbeddingAttrs, EmbeddingVariant>({
    name: `LoamEmbedding${sorted ? 'Sorted' : ''}${tied ? 'Tied' : ''}`,
    // order and starts ride along for the gradient; the forward dispatch binds only these.
    inputs: ['table', 'positions', 'ids'],
    outputs: ({ table, positions, ids }, { half }) => {
      const [, columns] = dims(table, 2, 'embedding', 'the table');
      if (positions) requireSize(dims(positions, 2, 'embedding', 'positions')[1], columns, 'embedding', 'their width');
      return { y: halfIf(half, [dims(ids, 1, 'embedding', 'ids')[0], columns]) };
    },
    reference: ({ table, positions, ids }, shapes, { time, offset }) => {
      const columns = shapes.table[1] ?? 0;
      const y = embeddingReference(table, ids, columns);
      if (!positions) return { y };
      const places = embeddingReference(positions, positionIds(ids.length, time, now(offset)), columns);
      return { y: y.map((value, i) => value + at(places, i)) };
    },
    launch: ({ table: [rows = 0, columns = 0], ids }, { positions, time, offset }, traits) => {
      const launch = rowLaunchOf(sizeOf(ids), columns, rowLayout(columns, traits));
      return {
        ...launch,
        variant: { ...launch.variant, positions: positions > 0 },
        uniforms: {
          ...launch.uniforms,
          vocabulary: u32(rows),
          positions: u32(positions),
          time: u32(time),
          offset: u32(now(offset)),
        },
      };
    },
    ...(tied ? { passes: { handedOn: 'table' } } : {}),
    wgsl: embeddingWgsl,
    types: ({ wide }) => ({ ids: 'i32', ...(wide ? fours(['table', 'positions', 'y']) : {}) }),
    gradient: {
      saveInputs: sorted ? ['ids', 'order', 'starts'] : ['ids'],
      backward: (dy, { ids, order, starts }, attrs, [, onto]) => {
        const inputs = { dy, ...(sorted ? { order, starts } : { ids }), ...(tied && onto ? { onto } : {}) };
        const [dtable, dpositions] = gradient(inputs, attrs);
        return { table: () => dtable as Tensor, positions: () => dpositions as Tensor };
      },
    },
  });
const kernels = {
  plain: { ids: define(false, false), sorted: define(true, false) },
  tied: { ids: define(false, true), sorted: define(true, true) },
};
export const gather = ({ sorted, tied }: { readonly sorted: boolean; readonly tied: boolean }) =>
  kernels[tied ? 'tied' : 'plain'][sorted ? 'sorted' : 'ids'];

const gradient = defineKernel<'dy' | 'ids' | 'order' | 'starts' | 'onto', EmbeddingAttrs, EmbeddingGradientVariant>({
  name: 'LoamEmbeddingGradient',
  inputs: ['dy', 'ids', 'order', 'starts', 'onto'],
  outputs: ({ dy: [, columns = 0] }, { rows, half, positions }) => ({
    dtable: halfIf(half, [rows, columns]),
    ...(positions > 0 ? { dpositions: [positions, columns] } : {}),
  }),
  reference: ({ dy, ids, order, starts, onto }, shapes, { rows, positions, time, offset }) => {
    const [tokens = 0, columns = 0] = shapes.dy;
    const dtable = ids ? embeddingGradientReference(dy, ids, rows, columns) : runSums(dy, order, starts, columns);
    return {
      dtable: onto ? dtable.map((sum, i) => sum + at(onto, i)) : dtable,
      dpositions: embeddingGradientReference(dy, positionIds(tokens, time, now(offset)), positions, columns),
    };
  },
  launch: ({ dy: [tokens = 0, columns = 0], order, onto }, { rows, positions, time, offset }, { software }) => {
    const wide = columns % 4 === 0;
    return {
      variant: { wide, positions: positions > 0, sorted: order !== undefined, onto: onto !== undefined, software },
      uniforms: {
        all: u32(rows + positions),
        rows: u32(rows),
        columns: u32(wide ? columns / 4 : columns),
        tokens: u32(tokens),
        time: u32(time),
        offset: u32(now(offset)),
      },
      workgroups: software ? Math.ceil((rows + positions) / SOFTWARE_ROWS) : rows + positions,
    };
  },
  wgsl: embeddingGradientWgsl,
  types: ({ wide }) => ({
    ids: 'i32',
    order: 'i32',
    starts: 'i32',
    ...(wide ? fours(['dy', 'onto', 'dtable', 'dpositions']) : {}),
  }),
});

/** Row v of the result is the sum of the rows of dy that stand in v's run. */
function runSums(dy: Numbers, order: Numbers, starts: Numbers, columns: number): Numbers {
  const out = new Float64Array((starts.length - 1) * columns);
  for (let v = 0; v < starts.length - 1; v++) {
    for (let i = at(starts, v); i < at(starts, v + 1); i++) {
      for (let c = 0; c < columns; c++) addTo(out, v * columns + c, at(dy, at(order, i) * columns + c));
    }
  }
  return out;
}
