import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { floats, toTensors } from '../../testing/op-case';
import { cast } from '../cast';
import { appendKeyValues } from '.';
import { appendReference } from './reference';

export interface AppendCase {
  readonly name: string;
  readonly batch: number;
  readonly time: number;
  readonly capacity: number;
  readonly heads: number;
  readonly keyHeads: number;
  readonly headSize: number;
  readonly offset: number;
}

const append = (values: Omit<AppendCase, 'name'>): AppendCase => {
  const { batch, time, capacity, heads, keyHeads, headSize, offset } = values;
  return { ...values, name: `B${batch} T${time} of ${capacity} after ${offset}, H${heads}/${keyHeads} D${headSize}` };
};
export const cases: readonly AppendCase[] = [
  append({ batch: 1, time: 1, capacity: 1, heads: 1, keyHeads: 1, headSize: 1, offset: 0 }),
  append({ batch: 2, time: 3, capacity: 7, heads: 4, keyHeads: 2, headSize: 5, offset: 4 }),
  append({ batch: 3, time: 5, capacity: 67, heads: 6, keyHeads: 2, headSize: 16, offset: 9 }),
];

/** Appends on tfjs's current backend and compares to the bit: values are only copied (f16 ones are exact here). */
export async function expectAppended(
  one: AppendCase,
  half: { cache: boolean; rows: boolean } = { cache: false, rows: false },
): Promise<void> {
  const { batch, time, capacity, heads, keyHeads, headSize, offset } = one;
  const kept = 2 * keyHeads * headSize;
  const columns = heads * headSize + kept;
  const exact = (shape: number[], seed: number) => {
    const { values } = floats(shape, seed, 8);
    return { shape, values: values.map(Math.round) };
  };
  const given = { cache: exact([batch * capacity, kept], 1), rows: exact([batch * time, columns], 2) };
  const plain = toTensors(given);
  const typed = (name: 'cache' | 'rows') => cast(plain[name] as tf.Tensor, half[name] ? 'f16' : 'f32'); // both were just made
  const cache = typed('cache');
  const rows = typed('rows');
  appendKeyValues(cache, rows, { batchSize: batch, heads, keyHeads, offset });
  const read = cast(cache, 'f32');
  const sizes = { batch, time, capacity, columns, kept };
  const expected = appendReference(
    Float64Array.from(given.cache.values),
    Float64Array.from(given.rows.values),
    sizes,
    offset,
  );
  expect([...(await read.data())]).toEqual([...expected]);
  tf.dispose([plain, cache, rows, read]);
}
