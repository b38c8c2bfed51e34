import { rowAttention } from '@/gpu/ops/attention';
import { linear, linearGelu, linearSiluGate } from '@/gpu/ops/linear';
import { matMul } from '@/gpu/ops/matmul';
import { floats, input } from '@/gpu/testing/op-case';
import { stockOps } from '../peers/stock-ops';
import type { OpBench } from './entry';
import { tf } from './studio-tfjs';

/** What is products of matrices for the most part: M, N, K of a product [M, K] x [K, N]. Gradients take two products for each. */
const stock = stockOps(tf);

function product(layout: 'NN' | 'NT' | 'TN', m: number, n: number, k: number): OpBench {
  const [transposeA, transposeB] = [layout[0] === 'T', layout[1] === 'T'];
  const flops = 2 * m * n * k;
  return {
    folder: 'matmul',
    name: `matmul ${layout}`,
    shape: `${m} x ${n} x ${k}`,
    inputs: () => ({ a: floats(transposeA ? [k, m] : [m, k], 1), b: floats(transposeB ? [n, k] : [k, n], 2) }),
    parameters: ['a', 'b'],
    forward: { flops },
    both: { flops: 3 * flops },
    ours: (t) => matMul(input(t, 'a').expandDims(0), input(t, 'b').expandDims(0), { transposeA, transposeB }),
    stock: (t) => tf.matMul(input(t, 'a'), input(t, 'b'), transposeA, transposeB),
  };
}

/** x [rows, inner] to [rows, columns], with what the studio's models join to the product. */
function projections(rows: number, inner: number, columns: number): OpBench[] {
  const flops = 2 * rows * inner * columns;
  const shared = {
    folder: 'linear',
    shape: `${rows} x ${inner} to ${columns}`,
    forward: { flops },
    both: { flops: 3 * flops },
  };
  const x = () => floats([rows, inner], 1);
  const w = () => floats([inner, columns], 2, inner ** -0.5);
  const bias = () => floats([columns], 3);
  return [
    {
      ...shared,
      name: 'linear, bias, residual',
      inputs: () => ({ x: x(), w: w(), bias: bias(), residual: floats([rows, columns], 4) }),
      parameters: ['x', 'w', 'bias', 'residual'],
      ours: (t) =>
        linear(input(t, 'x'), input(t, 'w'), {
          transposeW: false,
          bias: input(t, 'bias'),
          residual: input(t, 'residual'),
        }),
      stock: (t) => input(t, 'x').matMul(input(t, 'w')).add(input(t, 'bias')).add(input(t, 'residual')),
    },
    {
      ...shared,
      name: 'linear, bias, GELU',
      inputs: () => ({ x: x(), w: w(), bias: bias() }),
      parameters: ['x', 'w', 'bias'],
      ours: (t) => linearGelu(input(t, 'x'), input(t, 'w'), { transposeW: false, bias: input(t, 'bias') }),
      stock: (t) => stock.gelu(input(t, 'x').matMul(input(t, 'w')).add(input(t, 'bias'))),
    },
    {
      ...shared,
      name: 'linear, SiLU gate',
      shape: `${rows} x ${inner} to 2 x ${columns / 2}`,
      inputs: () => ({ x: x(), w: floats([columns, inner], 2, inner ** -0.5) }),
      parameters: ['x', 'w'],
      ours: (t) => linearSiluGate(input(t, 'x'), input(t, 'w')),
      stock: (t) => {
        const [gate, up] = input(t, 'x').matMul(input(t, 'w'), false, true).split(2, 1);
        if (!gate || !up) throw new Error('split in two gives two');
        return gate.sigmoid().mul(gate).mul(up);
      },
    },
  ];
}

function attend(batch: number, heads: number, time: number, size: number): OpBench {
  const shape: [number, number] = [batch * time, heads * size];
  // Two products of T x T x D, half of each behind the causal mask; backward has five such products (Dao et al. 2022, algorithm 4).
  const flops = 2 * batch * heads * time * time * size;
  return {
    folder: 'attention',
    name: 'attention',
    shape: `B${batch} H${heads} T${time} d${size}`,
    inputs: () => ({ q: floats(shape, 1), k: floats(shape, 2), v: floats(shape, 3) }),
    parameters: ['q', 'k', 'v'],
    forward: { flops },
    both: { flops: 3.5 * flops },
    // Heads side by side in rows, as a projection leaves them; tfjs's products want [B, H, T, D].
    ours: (t) =>
      rowAttention(input(t, 'q'), input(t, 'k'), input(t, 'v'), {
        batchSize: batch,
        heads,
        keyHeads: heads,
        mask: 'causal',
      }),
    stockInputs: (t) =>
      Object.fromEntries(
        Object.entries(t).map(([name, rows]) => [
          name,
          rows.reshape([batch, time, heads, size]).transpose([0, 2, 1, 3]),
        ]),
      ),
    stock: (t) => stock.attention(input(t, 'q'), input(t, 'k'), input(t, 'v'), stock.causalMask(time)),
    asOurs: ([result]) => (result ? [result.transpose([0, 2, 1, 3]).reshape(shape)] : []),
  };
}

export const PRODUCTS: readonly OpBench[] = [
  product('NN', 512, 512, 2048),
  product('NT', 512, 512, 2048),
  product('TN', 512, 512, 2048),
  ...projections(1024, 256, 1024),
  attend(8, 4, 256, 64),
];
