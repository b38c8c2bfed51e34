import type { Tensor } from '@tensorflow/tfjs';
import { dims, requireSize, requireThat } from '../../checks';
import { u32 } from '../../dispatch';
import { elementwiseLaunch } from '../../elementwise';
import { defineKernel, type Shapes } from '../../op';
import { now, type StepNumber } from '../../step-number';
import { type AppendVariant, appendWgsl } from './kernel';
import { type AppendSizes, appendReference } from './reference';

export interface AppendOptions {
  readonly batchSize: number;
  /** H, heads of queries in a row; their columns are passed over. */
  readonly heads: number;
  /** Hkv. */
  readonly keyHeads: number;
  /** Rows that each batch entry of the cache already holds. */
  readonly offset: StepNumber;
}

function sizes(
  { cache, rows }: Shapes<'cache' | 'rows'>,
  { batchSize, heads, keyHeads, offset }: AppendOptions,
): AppendSizes {
  const op = 'appendKeyValues';
  const [capacityRows, kept] = dims(cache, 2, op, 'cache');
  const [newRows, columns] = dims(rows, 2, op, 'rows');
  const all = heads + 2 * keyHeads;
  requireThat(columns % all === 0, op, `${columns} columns cannot be shared by ${all} heads`);
  requireSize(kept, (columns / all) * 2 * keyHeads, op, 'the number of columns of the cache');
  for (const [name, count] of [['the cache', capacityRows] as const, ['the new rows', newRows] as const])
    requireThat(count % batchSize === 0, op, `${count} rows of ${name} cannot be shared by a batch of ${batchSize}`);
  const [time, capacity] = [newRows / batchSize, capacityRows / batchSize];
  const first = now(offset);
  requireThat(
    first >= 0 && first + time <= capacity,
    op,
    `${time} rows after ${first} do not fit a cache of ${capacity}`,
  );
  return { columns, kept, time, capacity, batch: batchSize };
}

const run = defineKernel<'cache' | 'rows', AppendOptions, AppendVariant>({
  name: 'LoamAppendKeyValues',
  inputs: ['cache', 'rows'],
  inPlace: ['cache'],
  outputs: (shapes, options) => {
    sizes(shapes, options);
    return {};
  },
  reference: ({ cache, rows }, shapes, options) => ({
    cache: appendReference(cache, rows, sizes(shapes, options), now(options.offset)),
  }),
  launch: (shapes, options, traits) => {
    const { batch, time, capacity, columns, kept } = sizes(shapes, options);
    // The queries' columns, which are passed over, are then a multiple of 4 too.
    const wide = kept % 4 === 0 && columns % 4 === 0;
    const unit = wide ? 4 : 1;
    const launch = elementwiseLaunch((batch * time * kept) / unit, traits);
    return {
      ...launch,
      variant: { wide },
      uniforms: {
        ...launch.uniforms,
        time: u32(time),
        capacity: u32(capacity),
        columns: u32(columns / unit),
        kept: u32(kept / unit),
        offset: u32(now(options.offset)),
      },
    };
  },
  types: ({ wide }) => (wide ? { cache: 'vec4f', rows: 'vec4f' } : {}),
  wgsl: appendWgsl,
});

/**
 * Writes the keys and values of new rows into a cache, in place and in one dispatch: rows [B * T, (H + 2 Hkv) * D], of which the last
 * 2 * Hkv * D columns go to rows offset .. offset + T - 1 of each batch entry of cache [B * S, 2 * Hkv * D]. Either may be f16.
 * Not differentiable. Throws LoamError where they do not fit.
 */
export function appendKeyValues(cache: Tensor, rows: Tensor, options: AppendOptions): void {
  run({ cache, rows }, options);
}
