import type { Tensor } from '@tensorflow/tfjs';
import { dims, requireSize } from '../../checks';
import { COLUMN_SUMS, columnSumReference } from '../../column-sums';
import { u32 } from '../../dispatch';
import { sizeOf } from '../../numbers';
import { defineKernel, type Kernel, type Shapes } from '../../op';
import { type MatMulVariant, matMulTypes, matMulWgsl, ROWS, TILE } from './kernel';
import { type MatMulSizes, matMulReference } from './reference';

export type MatMulOptions = Partial<Attrs>;
type Inputs = 'a' | 'b' | 'bias';
interface Attrs {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

function sizes(shapes: Shapes<Inputs>, attrs: Attrs): MatMulSizes {
  const [batch, aRows, aColumns] = dims(shapes.a, 3, 'matMul', 'a');
  const [bBatch, bRows, bColumns] = dims(shapes.b, 3, 'matMul', 'b');
  const [m, k] = attrs.transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const [bK, n] = attrs.transposeB ? [bColumns, bRows] : [bRows, bColumns];
  requireSize(bBatch, batch, 'matMul', 'the batch of b');
  requireSize(bK, k, 'matMul', 'the inner dimension of b');
  if (shapes.bias) requireSize(dims(shapes.bias, 1, 'matMul', 'bias')[0], n, 'matMul', 'the length of the bias');
  return { batch, m, n, k, ...attrs };
}

function chooseVariant(given: MatMulSizes, bias: boolean, kind: MatMulVariant['kind']): MatMulVariant {
  const { m, n, k, transposeA, transposeB } = given;
  const byFour = n % 4 === 0 && (transposeA ? m : k) % 4 === 0 && !(transposeA && transposeB);
  const width = [8, 16, 32].find((lanes) => 4 * lanes >= n) ?? 64;
  const taken = kind === 'direct' && !byFour ? 'plain' : kind;
  return { kind: taken, transposeA, transposeB, bias, width: taken === 'tiled' ? 256 : width };
}

const run: Kernel<Inputs, Attrs> = defineKernel<Inputs, Attrs, MatMulVariant>({
  name: 'LoamMatMul',
  inputs: ['a', 'b', 'bias'],
  outputs: (shapes, attrs) => {
    const { batch, m, n } = sizes(shapes, attrs);
    return { c: [batch, m, n] };
  },
  reference: ({ a, b, bias }, shapes, attrs) => ({ c: matMulReference(a, b, bias, sizes(shapes, attrs)) }),
  launch: (shapes, attrs, { software }) => {
    const given = sizes(shapes, attrs);
    const { batch, m, n, k } = given;
    const variant = chooseVariant(given, shapes.bias !== undefined, software ? 'direct' : 'tiled');
    const [rows, columns] = variant.kind === 'tiled' ? [TILE, TILE] : [ROWS, 4 * variant.width];
    return {
      variant,
      uniforms: { batch: u32(batch), m: u32(m), n: u32(n), k: u32(k) },
      workgroups: [Math.ceil(m / rows) * Math.ceil(n / columns), Math.min(batch, 65535), Math.ceil(batch / 65535)],
    };
  },
  types: matMulTypes,
  wgsl: matMulWgsl,
  gradient: {
    saveInputs: ['a', 'b'],
    backward: (dy, { a, b }, { transposeA, transposeB }) => ({
      // Of C = op(A) op(B): dop(A) = dC op(B)^T, dop(B) = op(A)^T dC, each written in the layout in which A and B are stored.
      a: () =>
        transposeA
          ? matMul(b, dy, { transposeA: transposeB, transposeB: true })
          : matMul(dy, b, { transposeB: !transposeB }),
      b: () =>
        transposeB
          ? matMul(dy, a, { transposeA: true, transposeB: transposeA })
          : matMul(a, dy, { transposeA: !transposeA }),
      bias: () => columnSum(dy),
    }),
  },
});

const runColumnSum = defineKernel<'x', Record<never, never>, Record<never, never>>({
  name: 'LoamColumnSum',
  inputs: ['x'],
  outputs: ({ x }) => ({ y: [x.at(-1) ?? 1] }),
  reference: ({ x }, shapes) => ({ y: columnSumReference(x, shapes.x.at(-1) ?? 1) }),
  launch: ({ x }) => {
    const columns = x.at(-1) ?? 1;
    return {
      variant: {},
      uniforms: { rows: u32(sizeOf(x) / columns), columns: u32(columns) },
      workgroups: Math.ceil(columns / 16),
    };
  },
  wgsl: () => `fn terms(row: u32, column: u32) -> vec2f { return vec2f(x[row * u.columns + column], 0.0); }
fn store(column: u32, sum: vec2f) { y[column] = sum.x; }
${COLUMN_SUMS}`,
});

/** Sum over all but the last dimension, [..., C] -> [C], in a fixed order. */
export function columnSum(x: Tensor): Tensor {
  return runColumnSum({ x }, {})[0] as Tensor;
}

/** op(a) op(b) + bias per batch entry: [P, M, K] x [P, K, N] -> [P, M, N], each operand stored transposed where said; bias [N]. */
export function matMul(a: Tensor, b: Tensor, options: MatMulOptions = {}, bias?: Tensor): Tensor {
  const attrs = { transposeA: false, transposeB: false, ...options };
  return run(bias ? { a, b, bias } : { a, b }, attrs)[0] as Tensor;
}
