import type { Tensor } from '@tensorflow/tfjs';
import type { Numbers } from '../../numbers';
import { constant, floats, input, type OpCase, type OpInput, shifted } from '../../testing/op-case';
import { cast } from '../cast';
import type { Normed } from './norm';

type Tensors = Readonly<Record<string, Tensor>>;

/** A norm as its cases see it; all take the weights by name from the case's inputs. */
export interface NormUnderTest {
  /** gamma and, where there is one, beta. */
  weights(columns: number): Record<string, OpInput>;
  plain(x: Tensor, weights: Tensors): Tensor;
  branch(x: Tensor, weights: Tensors): Normed;
  add(x: Tensor, branch: Tensor, weights: Tensors): Normed;
  reference(x: Numbers, weights: Readonly<Record<string, Numbers>>): Numbers;
}

const minus = (a: Numbers, b: Numbers) => a.map((value, i) => value - (b[i] ?? Number.NaN));
const plus = (a: Numbers, b: Numbers) => a.map((value, i) => value + (b[i] ?? Number.NaN));

/** Cases of a norm alone, beside the residual stream, and after adding a branch. */
export function normCases(norm: NormUnderTest) {
  const { weights, reference } = norm;
  const plain = (name: string, x: OpInput): OpCase => ({
    name,
    inputs: { x, ...weights(x.shape[1] ?? 0) },
    run: (given) => norm.plain(input(given, 'x'), given),
    reference: (values) => reference(input(values, 'x'), values),
  });
  // normed - x: each output has a gradient, and not the other's.
  const branch = (name: string, x: OpInput): OpCase => ({
    name: `branch, ${name}`,
    inputs: { x, ...weights(x.shape[1] ?? 0) },
    run: (given) => {
      const { normed, x } = norm.branch(input(given, 'x'), given);
      return cast(normed, 'f32').sub(x);
    },
    reference: (values) => minus(reference(input(values, 'x'), values), input(values, 'x')),
  });
  const only = (used: keyof Normed): OpCase => ({
    ...plain(`branch, only ${used} is used`, floats([3, 8], 1)),
    run: (given) => norm.branch(input(given, 'x'), given)[used],
    reference: (values) => (used === 'x' ? input(values, 'x') : reference(input(values, 'x'), values)),
  });
  const add = (name: string, x: OpInput): OpCase => ({
    name: `add, ${name}`,
    inputs: { x, branch: floats(x.shape, 4), ...weights(x.shape[1] ?? 0) },
    run: (given) => {
      const { normed, x } = norm.add(input(given, 'x'), input(given, 'branch'), given);
      return cast(normed, 'f32').sub(x);
    },
    reference: (values) => {
      const sum = plus(input(values, 'x'), input(values, 'branch'));
      return minus(reference(sum, values), sum);
    },
  });
  /** Rows as a batch of sequences of 9 would give them: for f16, where a peer was once wrong beyond batch 1. */
  const batches = [1, 2, 8].map((batch) => {
    const x = floats([9 * batch, 24], batch);
    return [plain(`batch ${batch}`, x), branch(`batch ${batch}`, x), add(`batch ${batch}`, x)];
  });
  return {
    cases: [
      plain('1 x 1', floats([1, 1], 1)),
      plain('3 x 5', floats([3, 5], 1)),
      branch('20 x 64', floats([20, 64], 1)),
      add('70 x 12, more than a block of rows', floats([70, 12], 1)),
      plain('67 x 131, no multiple of anything', floats([67, 131], 1)),
      branch('2 x 1300, values about 100', shifted([2, 1300], 1, 100, 10)),
      // dx is rstd = 316 times its terms at a row of zeros: scaled so that float32's absolute error stays comparable.
      plain('4 x 6, zeros', constant([4, 6], 0)),
      add('1 x 3', floats([1, 3], 1)),
      branch('5 x 7', floats([5, 7], 1)),
      only('normed'),
      only('x'),
    ] as const,
    halfCases: batches.flat(),
  };
}
