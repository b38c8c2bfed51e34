import * as tf from '@tensorflow/tfjs';
import { defaultsOf } from '@/base/options';
import { Rng } from '@/base/rng';
import { flatLayout } from '@/gpu/flat/layout';
import { pack, split } from '@/gpu/flat/pack';
import { flatFloats } from '@/gpu/flat/testing/odd-parts';
import { gradientNorm } from '@/gpu/ops/gradient-norm';
import type { OptimizedParameter, OptimizerEntry } from '../entry';
import { FlatRun } from './flat-run';

const NET: readonly OptimizedParameter[] = [
  { name: 'in', shape: [3, 16], decay: true, linear: { outputs: 'columns' } },
  { name: 'bias', shape: [16], decay: false },
  { name: 'middle', shape: [16, 16], decay: true, linear: { outputs: 'columns' } },
  { name: 'out', shape: [16, 2], decay: true },
];
const LAYOUT = flatLayout(NET);

/**
 * Eight random points learnt by a small net, with an optimizer's default options and all that surrounds an update in a training step: flat
 * tensors, norm, clipping. @returns the mean squared errors before each step
 */
export async function learnEightPoints(entry: OptimizerEntry, learningRate: number, steps: number): Promise<number[]> {
  const rng = new Rng(7);
  const numbers = (count: number) => Array.from({ length: count }, () => rng.normal());
  const [xs, ys] = [tf.tensor2d(numbers(24), [8, 3]), tf.tensor2d(numbers(16), [8, 2])];
  const loss = (...[inwards, bias, middle, outwards]: tf.Tensor[]): tf.Scalar => {
    if (!inwards || !bias || !middle || !outwards) throw new Error('the net has four parts');
    const hidden = xs.matMul(inwards).add(bias).tanh().matMul(middle).tanh();
    return hidden.matMul(outwards).sub(ys).square().mean();
  };
  const run = await FlatRun.start(entry, NET, flatFloats(LAYOUT, 3, 0.3, 0));
  const options = defaultsOf(entry.options);
  const errors: number[] = [];
  for (let step = 1; step <= steps; step++) {
    const value = tf.tidy(() => {
      const { value, grads } = tf.valueAndGrads(loss)([...split(run.values, LAYOUT).values()]);
      const gradient = pack(grads, LAYOUT);
      const { scale } = gradientNorm(gradient, LAYOUT, { largest: 1 });
      run.step(gradient, { step, learningRate, scale, options });
      return value;
    });
    errors.push((await value.data())[0] ?? Number.NaN);
    value.dispose();
  }
  run.dispose();
  tf.dispose([xs, ys]);
  return errors;
}
