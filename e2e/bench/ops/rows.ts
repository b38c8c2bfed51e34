import { crossEntropy } from '@/gpu/ops/cross-entropy';
import { embedding, sortIds } from '@/gpu/ops/embedding';
import { layerNorm } from '@/gpu/ops/layer-norm';
import { rmsNorm } from '@/gpu/ops/rms-norm';
import { ropeRows } from '@/gpu/ops/rope';
import { floats, ids, input } from '@/gpu/testing/op-case';
import { NORM_EPSILON } from '../material';
import { stockOps } from '../peers/stock-ops';
import type { OpBench } from './entry';
import { tf } from './studio-tfjs';

/** What works along rows: N rows of C channels, V vocabulary. Bytes: each tensor read or written once. */
const stock = stockOps(tf);

function norms(rows: number, columns: number): OpBench[] {
  const bytes = 4 * rows * columns;
  const shared = { shape: `${rows} x ${columns}`, forward: { bytes: 2 * bytes }, both: { bytes: 5 * bytes } };
  const x = () => floats([rows, columns], 1);
  const gamma = () => floats([columns], 2);
  return [
    {
      ...shared,
      folder: 'layer-norm',
      name: 'layer norm',
      inputs: () => ({ x: x(), gamma: gamma(), beta: floats([columns], 3) }),
      parameters: ['x', 'gamma', 'beta'],
      ours: (t) => layerNorm(input(t, 'x'), input(t, 'gamma'), input(t, 'beta'), NORM_EPSILON),
      stock: (t) => stock.layerNorm(input(t, 'x'), input(t, 'gamma'), input(t, 'beta')),
    },
    {
      ...shared,
      folder: 'rms-norm',
      name: 'RMS norm',
      inputs: () => ({ x: x(), gamma: gamma() }),
      parameters: ['x', 'gamma'],
      ours: (t) => rmsNorm(input(t, 'x'), input(t, 'gamma'), NORM_EPSILON),
      stock: (t) => {
        const [rowsOf, scale] = [input(t, 'x'), input(t, 'gamma')];
        return rowsOf.mul(rowsOf.square().mean(-1, true).add(NORM_EPSILON).rsqrt()).mul(scale);
      },
    },
  ];
}

function loss(rows: number, vocabulary: number): OpBench {
  const bytes = 4 * rows * vocabulary;
  return {
    folder: 'cross-entropy',
    name: 'cross-entropy',
    shape: `${rows} x ${vocabulary}`,
    inputs: () => ({ logits: floats([rows, vocabulary], 1), targets: ids(rows, vocabulary, 2) }),
    parameters: ['logits'],
    forward: { bytes },
    both: { bytes: 3 * bytes },
    ours: (t) => crossEntropy(input(t, 'logits'), input(t, 'targets')).mean(),
    stock: (t) => stock.crossEntropy(input(t, 'logits'), input(t, 'targets')),
  };
}

function lookup(tokens: number, vocabulary: number, channels: number): OpBench {
  const bytes = 4 * tokens * channels;
  return {
    folder: 'embedding',
    name: 'embedding',
    shape: `${tokens} of ${vocabulary} x ${channels}`,
    inputs: () => {
      const chosen = ids(tokens, vocabulary, 2);
      const { order, starts } = sortIds(Int32Array.from(chosen.values), vocabulary);
      return {
        table: floats([vocabulary, channels], 1),
        ids: chosen,
        order: { shape: [tokens], values: order },
        starts: { shape: [vocabulary + 1], values: starts },
      };
    },
    parameters: ['table'],
    forward: { bytes: 2 * bytes },
    both: { bytes: 3 * bytes + 4 * vocabulary * channels },
    ours: (t) =>
      embedding(input(t, 'table'), input(t, 'ids'), { order: input(t, 'order'), starts: input(t, 'starts') }),
    stock: (t) => tf.gather(input(t, 'table'), input(t, 'ids')),
  };
}

/** Queries, keys and values of `heads` heads beside each other; the values are not turned. */
function rotate(batch: number, time: number, heads: number, size: number): OpBench {
  const shape: [number, number] = [batch * time, 3 * heads * size];
  const bytes = 4 * shape[0] * shape[1];
  const theta = 10_000;
  const half = size / 2;
  return {
    folder: 'rope',
    name: 'RoPE',
    shape: `B${batch} T${time}, 2 x ${heads} of 3 x ${heads} heads of ${size}`,
    inputs: () => ({ x: floats(shape, 1) }),
    parameters: ['x'],
    forward: { bytes: 2 * bytes },
    both: { bytes: 4 * bytes },
    ours: (t) =>
      ropeRows(input(t, 'x'), {
        batchSize: batch,
        heads: 2 * heads,
        headSize: size,
        theta,
        offset: 0,
        positions: time,
      }),
    stockInputs: (t) => {
      const frequencies = tf.pow(theta, tf.range(0, half).mul(-2 / size));
      const angles = tf.range(0, time).reshape([time, 1]).mul(frequencies).reshape([1, time, 1, half]);
      return { x: input(t, 'x').clone(), cos: angles.cos(), sin: angles.sin() };
    },
    stock: (t) => {
      const [cos, sin] = [input(t, 'cos'), input(t, 'sin')];
      const all = input(t, 'x').reshape([batch, time, 3 * heads, size]);
      const [turned, kept] = tf.split(all, [2 * heads, heads], 2);
      const [a, b] = turned ? tf.split(turned, 2, 3) : [];
      if (!a || !b || !kept) throw new Error('split in two gives two');
      const halves = tf.concat([a.mul(cos).sub(b.mul(sin)), b.mul(cos).add(a.mul(sin))], 3);
      return tf.concat([halves, kept], 2).reshape(shape);
    },
  };
}

export const ROWS: readonly OpBench[] = [
  ...norms(2048, 512),
  loss(1024, 2048),
  lookup(2048, 4096, 256),
  rotate(8, 256, 4, 64),
];
