import { accumulate } from '@/gpu/ops/accumulate';
import { assign } from '@/gpu/ops/assign';
import { appendKeyValues } from '@/gpu/ops/key-value-cache';
import { weightAverage } from '@/gpu/ops/weight-average';
import { floats, input } from '@/gpu/testing/op-case';
import type { OpBench, Tensors } from './entry';
import { tf } from './studio-tfjs';

/** What changes a tensor in place; tfjs, which never does, makes a new one. Bytes: what must be read and written. */
const ELEMENTS = 1 << 20;
const pair = (first: string, second: string) => () => ({
  [first]: floats([ELEMENTS], 1),
  [second]: floats([ELEMENTS], 2),
});
const nothing = (run: (t: Tensors) => void) => (t: Tensors) => {
  run(t);
  return [];
};

function append(time: number, offset: number): OpBench {
  const [batch, heads, size, capacity] = [8, 4, 64, 512];
  const kept = 2 * heads * size;
  return {
    folder: 'key-value-cache',
    name: time === 1 ? 'key/value cache, one token' : 'key/value cache, prompt',
    shape: `B${batch} H${heads} d${size}, ${time} at ${offset} of ${capacity}`,
    forward: { bytes: 2 * 4 * batch * time * kept },
    inputs: () => ({
      cache: floats([batch * capacity, kept], 1),
      rows: floats([batch * time, 3 * heads * size], 2),
    }),
    changes: ['cache'],
    ours: nothing((t) =>
      appendKeyValues(input(t, 'cache'), input(t, 'rows'), { batchSize: batch, heads, keyHeads: heads, offset }),
    ),
    stock: (t) => {
      const old = input(t, 'cache').reshape([batch, capacity, kept]);
      const rows = input(t, 'rows').reshape([batch, time, kept + heads * size]);
      const fresh = rows.slice([0, 0, heads * size], [batch, time, kept]);
      const after = offset + time;
      return tf
        .concat(
          [
            ...(offset > 0 ? [old.slice([0, 0, 0], [batch, offset, kept])] : []),
            fresh,
            ...(after < capacity ? [old.slice([0, after, 0], [batch, capacity - after, kept])] : []),
          ],
          1,
        )
        .reshape([batch * capacity, kept]);
    },
  };
}

export const IN_PLACE: readonly OpBench[] = [
  {
    folder: 'accumulate',
    name: 'accumulate',
    shape: `${ELEMENTS}`,
    forward: { bytes: 3 * 4 * ELEMENTS },
    inputs: pair('sum', 'x'),
    changes: ['sum'],
    ours: nothing((t) => accumulate(input(t, 'sum'), input(t, 'x'), 0)),
    stock: (t) => input(t, 'sum').add(input(t, 'x')),
  },
  {
    folder: 'weight-average',
    name: 'weight average',
    shape: `${ELEMENTS}`,
    forward: { bytes: 3 * 4 * ELEMENTS },
    inputs: pair('average', 'weights'),
    changes: ['average'],
    ours: nothing((t) => weightAverage(input(t, 'average'), input(t, 'weights'), { memory: 0.75, step: 1000 })),
    stock: (t) => input(t, 'average').mul(0.75).add(input(t, 'weights').mul(0.25)),
  },
  // tfjs shares data instead of copying it: it has nothing to set beside.
  {
    folder: 'assign',
    name: 'assign',
    shape: `${ELEMENTS}`,
    forward: { bytes: 2 * 4 * ELEMENTS },
    inputs: pair('kept', 'x'),
    changes: ['kept'],
    ours: nothing((t) => assign(input(t, 'kept'), input(t, 'x'))),
  },
  append(256, 0),
  append(1, 300),
];
