import type { Tensor } from '@tensorflow/tfjs';
import { dims, requireSize } from '../../checks';
import { anyHalf, defineKernel, type Kernel, type Shapes } from '../../op';
import { chooseWay, flopsOf } from '../matmul';
import { productWgsl } from '../matmul/kernel';
import {
  PLAIN,
  type Product,
  type ProductOptions,
  type ProductSizes,
  productLaunch,
  productTypes,
  type Way,
} from '../matmul/product';
import { weightsReference } from './reference';
import { sumSlices } from './sum-slices';

type Inputs = 'a' | 'b';
interface Attrs {
  readonly way: Way;
  readonly options: ProductOptions;
}

/** A^T B of A [K, M] and B [K, N]. */
function sizesOf({ a, b }: Shapes<Inputs>): ProductSizes {
  const [k, m] = dims(a, 2, 'linear weights', 'a');
  const [bK, n] = dims(b, 2, 'linear weights', 'b');
  requireSize(bK, k, 'linear weights', 'the rows of b');
  return { batch: 1, m, n, k, transposeA: true, transposeB: false };
}

/** C [M, N] and, as asked for, column sums of A [M] or B [N]; with S slices of K each of them S times, [S, ...], to be added. */
const run: Kernel<Inputs, Attrs> = defineKernel<Inputs, Attrs, Product>({
  name: 'LoamLinearWeights',
  inputs: ['a', 'b'],
  outputs: (shapes, { way, options }) => {
    const { m, n } = sizesOf(shapes);
    const slices = way.slices > 1 ? [way.slices] : [];
    const sums = options.sums === 'none' ? {} : { sums: [...slices, options.sums === 'a' ? m : n] };
    return { c: [...slices, m, n], ...sums };
  },
  reference: ({ a, b }, shapes, { options }) => weightsReference(a, b, { ...sizesOf(shapes), sums: options.sums }),
  launch: (shapes, { way, options }) => productLaunch('linear weights', sizesOf(shapes), way, options),
  types: productTypes,
  wgsl: productWgsl,
  flops: (shapes) => flopsOf(sizesOf(shapes)),
});

/**
 * The gradients of a linear layer's weight and bias from its input x [N, K] and dy [N, M], in one dispatch (and one more that adds, where the
 * sums over N are cut into slices): dW [K, M] = x^T dy or, transposed, [M, K] = dy^T x; db [M], the column sums of dy, where it has a bias.
 */
export function linearWeights(
  x: Tensor,
  dy: Tensor,
  { transposeW, bias, way: wanted }: { readonly transposeW: boolean; readonly bias: boolean; readonly way?: Way },
): { readonly dw: Tensor; readonly db?: Tensor } {
  const [a, b] = transposeW ? [dy, x] : [x, dy];
  const sums = bias ? (transposeW ? 'a' : 'b') : 'none';
  const given = sizesOf({ a: a.shape, b: b.shape });
  const way =
    wanted ??
    chooseWay(`weights, sums of ${sums}`, given, { x, dy }, { cut: true }, (inputs) => {
      const { dw, db } = linearWeights(inputs.x as Tensor, inputs.dy as Tensor, { transposeW, bias });
      return db ? [dw, db] : dw;
    });
  const options = { ...PLAIN, halfA: anyHalf(a), halfB: anyHalf(b), sums } as const;
  const made = run({ a, b }, { way, options });
  const [dw, db] = way.slices > 1 ? sumSlices(made) : made;
  return { dw: dw as Tensor, ...(db ? { db } : {}) };
}
