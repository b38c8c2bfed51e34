import { backend, getBackend, type Tensor } from '@tensorflow/tfjs';
import { webgpuInternals } from '../../backend';
import { dims, requireSize } from '../../checks';
import { COLUMN_SUMS, columnSumReference } from '../../column-sums';
import { traitsOf } from '../../device-traits';
import { u32 } from '../../dispatch';
import { halfIf } from '../../element-types';
import { sizeOf } from '../../numbers';
import { anyHalf, defineKernel, type Kernel, type Shapes } from '../../op';
import { choose, type Workload } from '../../tuning';
import { productWgsl } from './kernel';
import {
  PLAIN,
  type Product,
  type ProductOptions,
  type ProductSizes,
  productLaunch,
  productTypes,
  type Way,
} from './product';
import { matMulReference } from './reference';
import { waysFor } from './ways';

export interface MatMulOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** Store C as f16. */
  readonly half?: boolean;
  /** Compute it in this way, whatever would be best: for tests and benches. */
  readonly way?: Way;
}
type Inputs = 'a' | 'b' | 'bias';
interface Attrs {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly half: boolean;
  readonly way: Way;
  readonly options: ProductOptions;
}

function sizes(shapes: Shapes<Inputs>, attrs: Pick<Attrs, 'transposeA' | 'transposeB'>): ProductSizes {
  const { transposeA, transposeB } = attrs;
  const [batch, aRows, aColumns] = dims(shapes.a, 3, 'matMul', 'a');
  const [bBatch, bRows, bColumns] = dims(shapes.b, 3, 'matMul', 'b');
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const [bK, n] = transposeB ? [bColumns, bRows] : [bRows, bColumns];
  requireSize(bBatch, batch, 'matMul', 'the batch of b');
  requireSize(bK, k, 'matMul', 'the inner dimension of b');
  if (shapes.bias) requireSize(dims(shapes.bias, 1, 'matMul', 'bias')[0], n, 'matMul', 'the length of the bias');
  return { batch, m, n, k, transposeA, transposeB };
}

const run: Kernel<Inputs, Attrs> = defineKernel<Inputs, Attrs, Product>({
  name: 'LoamMatMul',
  inputs: ['a', 'b', 'bias'],
  outputs: (shapes, attrs) => {
    const { batch, m, n } = sizes(shapes, attrs);
    return { c: halfIf(attrs.half, [batch, m, n]) };
  },
  reference: ({ a, b, bias }, shapes, attrs) => ({ c: matMulReference(a, b, bias, sizes(shapes, attrs)) }),
  launch: (shapes, attrs) => productLaunch('matMul', sizes(shapes, attrs), attrs.way, attrs.options),
  types: productTypes,
  wgsl: productWgsl,
  flops: (shapes, attrs) => flopsOf(sizes(shapes, attrs)),
  gradient: {
    saveInputs: ['a', 'b'],
    backward: (dy, { a, b }, { transposeA, transposeB }) => ({
      // Of C = op(A) op(B): dop(A) = dC op(B)^T, dop(B) = op(A)^T dC, each written in the layout in which A and B are stored.
      a: () => {
        const half = anyHalf(a);
        return transposeA
          ? matMul(b, dy, { transposeA: transposeB, transposeB: true, half })
          : matMul(dy, b, { transposeB: !transposeB, half });
      },
      b: () => {
        const half = anyHalf(b);
        return transposeB
          ? matMul(dy, a, { transposeA: true, transposeB: transposeA, half })
          : matMul(a, dy, { transposeA: !transposeA, half });
      },
      bias: () => columnSum(dy),
    }),
  },
});

export function flopsOf({ batch, m, n, k }: ProductSizes): number {
  return 2 * batch * m * n * k;
}

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
  wgsl: () => `fn terms(row: u32, column: u32) -> vec2f { return vec2f(get_x(row * u.columns + column), 0.0); }
fn store(column: u32, sum: vec2f) { y[column] = sum.x; }
${COLUMN_SUMS}`,
});

/** Sum over all but the last dimension, [..., C] -> [C], float32, in a fixed order. */
export function columnSum(x: Tensor): Tensor {
  return runColumnSum({ x }, {})[0] as Tensor;
}

/**
 * op(a) op(b) + bias per batch entry: [P, M, K] x [P, K, N] -> [P, M, N], each operand stored transposed where said; bias [N]. Sums are
 * float32; the gradient of an input has the type in which that is stored.
 */
export function matMul(a: Tensor, b: Tensor, options: MatMulOptions = {}, bias?: Tensor): Tensor {
  const { transposeA = false, transposeB = false, half = false } = options;
  const layout = { transposeA, transposeB };
  const given = sizes({ a: a.shape, b: b.shape, ...(bias ? { bias: bias.shape } : {}) } as Shapes<Inputs>, layout);
  const way =
    options.way ??
    chooseWay('matMul', given, { a, b, ...(bias ? { bias } : {}) }, { half }, (inputs) =>
      matMul(inputs.a as Tensor, inputs.b as Tensor, { ...layout, half }, inputs.bias),
    );
  const chosen = { ...PLAIN, halfA: anyHalf(a), halfB: anyHalf(b), bias: bias !== undefined };
  return run({ a, b, ...(bias ? { bias } : {}) }, { ...layout, half, way, options: chosen })[0] as Tensor;
}

/** Decides between the ways of computing a product of such tensors; `again` computes it anew from others, for a tuner. */
export function chooseWay(
  op: string,
  given: ProductSizes,
  inputs: Readonly<Record<string, Tensor>>,
  { half = false, ...kind }: { half?: boolean; cut?: boolean; gated?: boolean },
  again: (inputs: Readonly<Record<string, Tensor>>) => Tensor | readonly Tensor[],
): Way {
  if (getBackend() !== 'webgpu') return REFERENCE;
  const { batch, m, n, k, transposeA, transposeB } = given;
  const layout = `${transposeA ? 'T' : 'N'}${transposeB ? 'T' : 'N'}`;
  // Not the tensors: an open choice outlives them.
  const described = Object.entries(inputs).map(([name, tensor]): [string, Workload['inputs'][string]] => [
    name,
    { shape: tensor.shape, type: anyHalf(tensor) ? 'f16' : 'f32' },
  ]);
  const types = described.map(([name, { type }]) => `${name} ${type}`).join(', ');
  return choose({
    key: `${op} ${layout} ${batch} x ${m} x ${n} x ${k}: ${types}${half ? ' to f16' : ''}`,
    candidates: waysFor(given, traitsOf(webgpuInternals(backend()).device), kind),
    workload: () => ({ inputs: Object.fromEntries(described), run: again }),
  });
}

/** What the cpu backend is told, which does not ask. */
const REFERENCE: Way = { kernel: { kind: 'direct', rows: 8 }, slices: 1 };
