import { constant, floats, input, type OpCase } from '../../testing/op-case';
import { type MatMulOptions, matMul } from '.';
import { matMulReference } from './reference';

interface Sizes {
  readonly batch?: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly bias?: boolean;
  /** All inputs zero. */
  readonly zero?: boolean;
}

function matMulCase(layout: MatMulOptions, { batch = 1, m, n, k, bias, zero }: Sizes): OpCase {
  const { transposeA = false, transposeB = false } = layout;
  const letters = `${transposeA ? 'T' : 'N'}${transposeB ? 'T' : 'N'}`;
  const fill = (shape: number[], seed: number) => (zero ? constant(shape, 0) : floats(shape, seed));
  return {
    name: `${letters} ${batch} x ${m} x ${n} x ${k}${bias ? ' + bias' : ''}${zero ? ', zeros' : ''}`,
    inputs: {
      a: fill(transposeA ? [batch, k, m] : [batch, m, k], 1),
      b: fill(transposeB ? [batch, n, k] : [batch, k, n], 2),
      ...(bias ? { bias: floats([n], 3) } : {}),
    },
    run: (inputs) => matMul(input(inputs, 'a'), input(inputs, 'b'), layout, bias ? input(inputs, 'bias') : undefined),
    reference: (values) =>
      matMulReference(input(values, 'a'), input(values, 'b'), values.bias, { batch, m, n, k, transposeA, transposeB }),
  };
}

const layouts: readonly MatMulOptions[] = [
  { transposeA: false, transposeB: false },
  { transposeA: false, transposeB: true },
  { transposeA: true, transposeB: false },
  { transposeA: true, transposeB: true },
];

/** Size 1; odd; a multiple of every block; not a multiple of any, in a batch; long K; wide; multiples of 4 but not of 8; zeros. */
const SIZES: readonly Sizes[] = [
  { m: 1, n: 1, k: 1 },
  { batch: 2, m: 3, n: 5, k: 7, bias: true },
  { m: 64, n: 64, k: 64 },
  { batch: 3, m: 13, n: 70, k: 33 },
  { m: 4, n: 12, k: 515, bias: true },
  { m: 33, n: 300, k: 8 },
  { batch: 2, m: 20, n: 12, k: 36, bias: true },
  { m: 2, n: 4, k: 4, zero: true },
];
export const cases: readonly OpCase[] = layouts.flatMap((layout) => SIZES.map((sizes) => matMulCase(layout, sizes)));

/** Operands read four wide and not, and edges within a block. */
export const longCases: readonly OpCase[] = layouts.flatMap((layout) =>
  [
    { batch: 2, m: 20, n: 12, k: 36, bias: true },
    { m: 9, n: 21, k: 515 },
  ].map((sizes) => matMulCase(layout, sizes)),
);

/** One of whole blocks, one of odd sizes, one of fours that ends within blocks: for kernels one by one. */
export const waysCases: readonly (OpCase & { readonly options: MatMulOptions })[] = layouts.flatMap((options) =>
  [
    { batch: 2, m: 64, n: 64, k: 32 },
    { batch: 2, m: 71, n: 45, k: 35, bias: true },
    { m: 68, n: 84, k: 20, bias: true },
  ].map((sizes) => ({ ...matMulCase(options, sizes), options })),
);
