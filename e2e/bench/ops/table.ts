import { rowAttention } from '@/gpu/ops/attention';
import { crossEntropy } from '@/gpu/ops/cross-entropy';
import { embedding, sortIds } from '@/gpu/ops/embedding';
import { gelu } from '@/gpu/ops/gelu';
import { layerNorm } from '@/gpu/ops/layer-norm';
import { matMul } from '@/gpu/ops/matmul';
import { floats, ids, input } from '@/gpu/testing/op-case';
import { stockOps } from '../peers/stock-ops';
import type { OpBench, Tensors } from './entry';
import { tf } from './studio-tfjs';

/** One entry an op. N rows, C channels, V vocabulary; M, K, N of a product [M, K] x [K, N]. */
const stock = stockOps(tf);
const named = (inputs: Tensors, name: string) => input(inputs, name);

function product(layout: 'NN' | 'NT' | 'TN', m: number, n: number, k: number): OpBench {
  const [transposeA, transposeB] = [layout[0] === 'T', layout[1] === 'T'];
  const flops = 2 * m * n * k;
  return {
    name: `matmul ${layout}`,
    shape: `${m} x ${n} x ${k}`,
    inputs: { a: floats(transposeA ? [k, m] : [m, k], 1), b: floats(transposeB ? [n, k] : [k, n], 2) },
    parameters: ['a', 'b'],
    forward: { flops },
    both: { flops: 3 * flops },
    ours: (t) => matMul(named(t, 'a').expandDims(0), named(t, 'b').expandDims(0), { transposeA, transposeB }),
    stock: (t) => tf.matMul(named(t, 'a'), named(t, 'b'), transposeA, transposeB),
  };
}

function attend(batch: number, heads: number, time: number, size: number): OpBench {
  const shape = [batch * time, heads * size];
  // Two products of T x T x D, half of each behind the causal mask; backward has five such products (Dao et al. 2022, algorithm 4).
  const flops = 2 * batch * heads * time * time * size;
  return {
    name: 'attention',
    shape: `B${batch} H${heads} T${time} d${size}`,
    inputs: { q: floats(shape, 1), k: floats(shape, 2), v: floats(shape, 3) },
    parameters: ['q', 'k', 'v'],
    forward: { flops },
    both: { flops: 3.5 * flops },
    // Heads side by side in rows, as a projection leaves them; tfjs's products want [B, H, T, D].
    ours: (t) =>
      rowAttention(named(t, 'q'), named(t, 'k'), named(t, 'v'), {
        batchSize: batch,
        heads,
        keyHeads: heads,
        mask: 'causal',
      }),
    turned: {
      to: (rows) => rows.reshape([batch, time, heads, size]).transpose([0, 2, 1, 3]),
      back: (result) => result.transpose([0, 2, 1, 3]).reshape(shape as [number, number]),
    },
    stock: (t) => stock.attention(named(t, 'q'), named(t, 'k'), named(t, 'v'), stock.causalMask(time)),
  };
}

function norm(rows: number, columns: number): OpBench {
  const bytes = 4 * rows * columns;
  return {
    name: 'layer norm',
    shape: `${rows} x ${columns}`,
    inputs: { x: floats([rows, columns], 1), gamma: floats([columns], 2), beta: floats([columns], 3) },
    parameters: ['x', 'gamma', 'beta'],
    forward: { bytes: 2 * bytes },
    both: { bytes: 5 * bytes },
    ours: (t) => layerNorm(named(t, 'x'), named(t, 'gamma'), named(t, 'beta'), 1e-5),
    stock: (t) => stock.layerNorm(named(t, 'x'), named(t, 'gamma'), named(t, 'beta')),
  };
}

function activation(rows: number, columns: number): OpBench {
  const bytes = 4 * rows * columns;
  return {
    name: 'gelu',
    shape: `${rows} x ${columns}`,
    inputs: { x: floats([rows, columns], 1) },
    parameters: ['x'],
    forward: { bytes: 2 * bytes },
    both: { bytes: 5 * bytes },
    ours: (t) => gelu(named(t, 'x')),
    stock: (t) => stock.gelu(named(t, 'x')),
  };
}

function loss(rows: number, vocabulary: number): OpBench {
  const bytes = 4 * rows * vocabulary;
  return {
    name: 'cross-entropy',
    shape: `${rows} x ${vocabulary}`,
    inputs: { logits: floats([rows, vocabulary], 1), targets: ids(rows, vocabulary, 2) },
    parameters: ['logits'],
    forward: { bytes },
    both: { bytes: 3 * bytes },
    ours: (t) => crossEntropy(named(t, 'logits'), named(t, 'targets')).mean(),
    stock: (t) => stock.crossEntropy(named(t, 'logits'), named(t, 'targets')),
  };
}

function lookup(tokens: number, vocabulary: number, channels: number): OpBench {
  const chosen = ids(tokens, vocabulary, 2);
  const { order, starts } = sortIds(Int32Array.from(chosen.values), vocabulary);
  const bytes = 4 * tokens * channels;
  return {
    name: 'embedding',
    shape: `${tokens} of ${vocabulary} x ${channels}`,
    inputs: {
      table: floats([vocabulary, channels], 1),
      ids: chosen,
      order: { shape: [tokens], values: order },
      starts: { shape: [vocabulary + 1], values: starts },
    },
    parameters: ['table'],
    forward: { bytes: 2 * bytes },
    both: { bytes: 3 * bytes + 4 * vocabulary * channels },
    ours: (t) =>
      embedding(named(t, 'table'), named(t, 'ids'), { order: named(t, 'order'), starts: named(t, 'starts') }),
    stock: (t) => tf.gather(named(t, 'table'), named(t, 'ids')),
  };
}

export const OPS: readonly OpBench[] = [
  product('NN', 512, 512, 2048),
  product('NT', 512, 512, 2048),
  product('TN', 512, 512, 2048),
  attend(8, 4, 256, 64),
  norm(2048, 512),
  loss(1024, 2048),
  activation(2048, 512),
  lookup(2048, 4096, 256),
];
