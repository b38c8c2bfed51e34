import type { Tensor } from '@tensorflow/tfjs';
import { halfIf } from '../../element-types';
import { anyHalf, defineKernel, type Kernel, type Shapes } from '../../op';
import { geluGradient } from '../gelu';
import { flopsOf, matMul } from '../matmul';
import { productWgsl } from '../matmul/kernel';
import {
  type Product,
  type ProductOptions,
  type ProductSizes,
  productLaunch,
  productTypes,
  type Way,
} from '../matmul/product';
import { siluGateRowsGradient } from '../silu-gate';
import { linearGeluReference, linearReference, linearSiluGateReference } from './reference';
import { linearSizes } from './sizes';
import { linearWeights } from './weights';

/** The operands by the names of the product's bindings: a is x, b is the weight. */
export type LinearInputs = 'a' | 'b' | 'bias' | 'residual';
export interface LinearAttrs {
  readonly transposeW: boolean;
  /** Store the outputs as f16. */
  readonly half: boolean;
  readonly way: Way;
  readonly options: ProductOptions;
}
export type LinearKernel = Kernel<LinearInputs, LinearAttrs>;

const sizesOf = (op: string, { a, b, bias, residual }: Shapes<LinearInputs>, { transposeW }: LinearAttrs) =>
  linearSizes(op, { x: a, w: b, bias, residual }, transposeW);
const referenceSizes = ({ m, n, k, transposeB }: ProductSizes) => ({
  rows: m,
  inner: k,
  columns: n,
  transposeW: transposeB,
});

/** dx, and dW with db, of y = x W + bias, given dy. dW and db come from one dispatch, so they are made together, here and not in their thunks. */
function gradients(x: Tensor, w: Tensor, dy: Tensor, { transposeW, options }: LinearAttrs) {
  const dx = () => inputGradient(x, w, dy, transposeW);
  if (!options.bias) return { a: dx, b: () => linearWeights(x, dy, { transposeW, bias: false }).dw };
  const { dw, db } = linearWeights(x, dy, { transposeW, bias: true });
  return { a: dx, b: () => dw, bias: () => db as Tensor };
}

/** dy W^T, stored as x is. */
function inputGradient(x: Tensor, w: Tensor, dy: Tensor, transposeW: boolean): Tensor {
  const options = { transposeB: !transposeW, half: anyHalf(x) };
  return matMul(dy.expandDims(0), w.expandDims(0), options).reshape(x.shape as [number, number]);
}

export const linearKernel: LinearKernel = defineKernel<LinearInputs, LinearAttrs, Product>({
  name: 'LoamLinear',
  inputs: ['a', 'b', 'bias', 'residual'],
  outputs: (shapes, attrs) => {
    const { m, n } = sizesOf('linear', shapes, attrs);
    return { c: halfIf(attrs.half, [m, n]) };
  },
  reference: ({ a, b, bias, residual }, shapes, attrs) => ({
    c: linearReference(a, b, bias, referenceSizes(sizesOf('linear', shapes, attrs)), residual),
  }),
  launch: (shapes, attrs) => productLaunch('linear', sizesOf('linear', shapes, attrs), attrs.way, attrs.options),
  types: productTypes,
  wgsl: productWgsl,
  flops: (shapes, attrs) => flopsOf(sizesOf('linear', shapes, attrs)),
  gradient: {
    saveInputs: ['a', 'b'],
    backward: (dy, { a, b }, attrs) => ({ ...gradients(a, b, dy, attrs), residual: () => dy.clone() }),
  },
});

export const linearGeluKernel: LinearKernel = defineKernel<LinearInputs, LinearAttrs, Product, 'pre'>({
  name: 'LoamLinearGelu',
  inputs: ['a', 'b', 'bias', 'residual'],
  outputs: (shapes, attrs) => {
    const { m, n } = sizesOf('linearGelu', shapes, attrs);
    return { c: halfIf(attrs.half, [m, n]), pre: halfIf(attrs.half, [m, n]) };
  },
  reference: ({ a, b, bias }, shapes, attrs) => {
    const { y, pre } = linearGeluReference(a, b, bias, referenceSizes(sizesOf('linearGelu', shapes, attrs)));
    return { c: y, pre };
  },
  launch: (shapes, attrs) =>
    productLaunch('linearGelu', sizesOf('linearGelu', shapes, attrs), attrs.way, attrs.options),
  types: productTypes,
  wgsl: productWgsl,
  flops: (shapes, attrs) => flopsOf(sizesOf('linearGelu', shapes, attrs)),
  gradient: {
    saveInputs: ['a', 'b'],
    saveOutputs: { pre: 1 },
    backward: (dy, { a, b, pre }, attrs) => gradients(a, b, geluGradient(pre, dy), attrs),
  },
});

/** b [2 I, K], transposed. The sizes of the product are those of one half. */
const gateSizes = ({ a, b }: Shapes<LinearInputs>): ProductSizes => {
  const whole = linearSizes('linearSiluGate', { x: a, w: b }, true);
  return { ...whole, n: whole.n / 2 };
};

export const linearSiluGateKernel: LinearKernel = defineKernel<LinearInputs, LinearAttrs, Product, 'pre'>({
  name: 'LoamLinearSiluGate',
  inputs: ['a', 'b', 'bias', 'residual'],
  outputs: (shapes, { half }) => {
    const { m, n } = gateSizes(shapes);
    return { c: halfIf(half, [m, n]), pre: halfIf(half, [m, 2 * n]) };
  },
  reference: ({ a, b }, shapes) => {
    const { m, n, k } = gateSizes(shapes);
    const { y, pre } = linearSiluGateReference(a, b, { rows: m, inner: k, columns: 2 * n, transposeW: true });
    return { c: y, pre };
  },
  launch: (shapes, { way, options }) => productLaunch('linearSiluGate', gateSizes(shapes), way, options),
  types: productTypes,
  wgsl: productWgsl,
  flops: (shapes) => 2 * flopsOf(gateSizes(shapes)),
  gradient: {
    saveInputs: ['a', 'b'],
    saveOutputs: { pre: 1 },
    backward: (dy, { a, b, pre }, attrs) => gradients(a, b, siluGateRowsGradient(pre, dy), attrs),
  },
});
