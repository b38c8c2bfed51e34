import type { Tensor } from '@tensorflow/tfjs';
import { dims } from '../../checks';
import { matMul } from '../matmul';

/**
 * y = x W + bias, [N, K] -> [N, M]. W is [K, M] (GPT-2's Conv1D), or [M, K] with `transposeW` (torch.nn.Linear). bias [M].
 * A composition of `matMul`, which brings the gradients: dx and dW as products, db as a column sum.
 */
export function linear(x: Tensor, w: Tensor, { transposeW, bias }: { transposeW: boolean; bias?: Tensor }): Tensor {
  const [n] = dims(x.shape, 2, 'linear', 'x');
  const [rows, columns] = dims(w.shape, 2, 'linear', 'the weight');
  const y = matMul(x.expandDims(0), w.expandDims(0), { transposeB: transposeW }, bias);
  return y.reshape([n, transposeW ? rows : columns]);
}
