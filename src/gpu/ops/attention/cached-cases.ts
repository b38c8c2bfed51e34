import * as tf from '@tensorflow/tfjs';
import { expectClose, type Tolerance } from '../../testing/close';
import { floats, toTensors } from '../../testing/op-case';
import { appendKeyValues } from '../key-value-cache';
import { cachedAttention } from '.';
import { type RowSizes, views } from './rows';
import { rowAttentionReference } from './rows-reference';

export interface CachedCase extends RowSizes {
  /** Rows at a time: they add up to T, which is at most S, the capacity. */
  readonly steps: readonly number[];
}
const cached = (batch: number, heads: number, keyHeads: number, headSize: number, keys: number, steps: number[]) => ({
  batch,
  heads,
  keyHeads,
  headSize,
  keys,
  steps,
  time: steps.reduce((sum, n) => sum + n, 0),
});
export const cachedCases: readonly CachedCase[] = [
  cached(1, 1, 1, 1, 1, [1]),
  cached(2, 4, 2, 8, 12, [5, 1, 3]),
  cached(2, 3, 1, 5, 40, [33, 1]),
];
export const cachedName = ({ batch, heads, keyHeads, headSize, keys, steps }: CachedCase) =>
  `B${batch} H${heads}/${keyHeads} D${headSize}, ${steps.join(' + ')} rows of ${keys}`;

/** Row by row over a cache full of NaN it must give what packed attention over all rows gives. On tfjs's current backend. */
export async function expectCached(one: CachedCase, tolerance: Tolerance): Promise<void> {
  const { batch, heads, keyHeads, headSize, keys, steps, time } = one;
  const columns = (heads + 2 * keyHeads) * headSize;
  const all = floats([batch, time, columns], 1);
  const { qkv } = toTensors({ qkv: all });
  const cache = tf.fill([batch * keys, 2 * keyHeads * headSize], Number.NaN);
  const outs: tf.Tensor[] = [];
  let offset = 0;
  for (const step of steps) {
    const rows = (qkv as tf.Tensor).slice([0, offset, 0], [batch, step, columns]).reshape([batch * step, columns]); // just made
    const options = { batchSize: batch, heads, keyHeads, offset };
    appendKeyValues(cache, rows, options);
    outs.push(cachedAttention(rows, cache, options).reshape([batch, step, heads * headSize]));
    offset += step;
  }
  const out = tf.concat(outs, 1);
  const values = Float64Array.from(all.values);
  const view = views('packed', one);
  const operand = (name: 'q' | 'k' | 'v') => ({ values, view: view[name] });
  const expected = rowAttentionReference({
    ...one,
    keys: time,
    q: operand('q'),
    k: operand('k'),
    v: operand('v'),
    causal: true,
    offset: 0,
  });
  expectClose('out', await out.data(), expected, tolerance);
}
