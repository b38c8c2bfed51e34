import type { Tensor } from '@tensorflow/tfjs';
import { requireThat } from '../../checks';
import { anyHalf } from '../../op';
import { mixed } from '../../precision';
import { chooseWay } from '../matmul';
import { PLAIN, type ProductOptions, type ProductSizes, type Way } from '../matmul/product';
import { type LinearKernel, linearGeluKernel, linearKernel, linearSiluGateKernel } from './forward';
import { linearSizes } from './sizes';

export interface LinearOptions {
  /** W is [M, K] (torch.nn.Linear) instead of [K, M] (GPT-2's Conv1D). */
  readonly transposeW: boolean;
  readonly bias?: Tensor | undefined;
  /** [N, M], added to the product: the residual stream. */
  readonly residual?: Tensor | undefined;
  /** Compute it in this way, whatever would be best: for tests and benches. */
  readonly way?: Way | undefined;
}

/**
 * y = x W + bias (+ residual), [N, K] -> [N, M]; bias [M]. One dispatch; backward one for dx (stored as x is), one for dW and db together (and one
 * more that adds where its sums are cut into slices), none for the residual. Under mixed precision y is f16, but float32 with a residual.
 */
export function linear(x: Tensor, w: Tensor, options: LinearOptions): Tensor {
  const { transposeW, bias, residual } = options;
  const sizes = linearSizes('linear', shapesOf(x, w, options), transposeW);
  const half = mixed() && !residual;
  return project(linearKernel, 'linear', sizes, { a: x, b: w, bias, residual }, { half, way: options.way });
}

/**
 * gelu(x W + bias): the first half of GPT-2's feed-forward. Shapes as in `linear`. One dispatch, which also keeps x W + bias for backward; backward one
 * more than `linear`'s. Under mixed precision both are f16.
 */
export function linearGelu(x: Tensor, w: Tensor, options: Omit<LinearOptions, 'residual'>): Tensor {
  const sizes = linearSizes('linearGelu', shapesOf(x, w, options), options.transposeW);
  const inputs = { a: x, b: w, bias: options.bias };
  return project(linearGeluKernel, 'linearGelu', sizes, inputs, {
    half: mixed(),
    way: options.way,
    activation: 'gelu',
  });
}

/**
 * silu(x Wg^T) * (x Wu^T), [N, K] -> [N, I] (SwiGLU: Shazeer 2020, "GLU Variants Improve Transformer", equation 6); w [2 I, K] holds the rows of Wg, then
 * those of Wu. Dispatches and types as in `linearGelu`; the products [N, 2 I] are what is kept.
 */
export function linearSiluGate(x: Tensor, w: Tensor, { way }: Pick<LinearOptions, 'way'> = {}): Tensor {
  const whole = linearSizes('linearSiluGate', { x: x.shape, w: w.shape }, true);
  requireThat(whole.n % 2 === 0, 'linearSiluGate', `${whole.n} rows are not as many gate rows as up rows`);
  const sizes = { ...whole, n: whole.n / 2 };
  const how = { half: mixed(), way, activation: 'gate' } as const;
  return project(linearSiluGateKernel, 'linearSiluGate', sizes, { a: x, b: w }, how);
}

const shapesOf = (x: Tensor, w: Tensor, { bias, residual }: LinearOptions) => ({
  x: x.shape,
  w: w.shape,
  bias: bias?.shape,
  residual: residual?.shape,
});

interface Inputs {
  readonly a: Tensor;
  readonly b: Tensor;
  readonly bias?: Tensor | undefined;
  readonly residual?: Tensor | undefined;
}
interface How {
  readonly half: boolean;
  readonly way: Way | undefined;
  readonly activation?: ProductOptions['activation'];
}

/** Chooses the way and runs one of the three kernels. */
function project(run: LinearKernel, op: string, sizes: ProductSizes, inputs: Inputs, how: How): Tensor {
  const { half, activation = 'none' } = how;
  const { a, b, bias, residual } = inputs;
  const present = { a, b, ...(bias ? { bias } : {}), ...(residual ? { residual } : {}) };
  const way =
    how.way ??
    chooseWay(op, sizes, present, { half, gated: activation === 'gate' }, (others) =>
      // The tensors of `present`, by its names.
      project(run, op, sizes, others as unknown as Inputs, how),
    );
  const halves = { halfA: anyHalf(a), halfB: anyHalf(b) };
  const extras = { bias: bias !== undefined, residual: residual !== undefined };
  const options: ProductOptions = { ...PLAIN, ...halves, ...extras, activation };
  return run(present, { transposeW: sizes.transposeB, half, way, options })[0] as Tensor;
}
