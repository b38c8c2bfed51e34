import type * as Tfjs from '@tensorflow/tfjs';
import type { AdafactorSettings } from '@/gpu/ops/adafactor';
import type { AdamWSettings } from '@/gpu/ops/adam-w';
import type { LionSettings } from '@/gpu/ops/lion';
import type { MuonSettings } from '@/gpu/ops/muon';
import type { SgdSettings } from '@/gpu/ops/sgd';
import { now } from '@/gpu/step-number';

type Tensor = Tfjs.Tensor;
/** A tensor's state before or after a step, by the names of our ops' inputs. */
type State = Readonly<Record<string, Tensor>>;
/** What an optimizer is given for one tensor; `decay` is 0 where there is none. */
interface Given {
  readonly parameter: Tensor;
  /** Scaled. */
  readonly gradient: Tensor;
  readonly decay: number;
}

/**
 * Optimizers as a user of tfjs writes them: tensor by tensor from its ops, new tensors for old ones, as tf.train's own do. Each comes to the numbers of ours.
 */
export function stockOptimizers(tf: typeof Tfjs) {
  const moved = ({ parameter, decay }: Given, rate: number, by: Tensor): Tensor =>
    (decay > 0 ? parameter.mul(1 - rate * decay) : parameter).sub(by.mul(rate));
  const mix = (old: Tensor, value: Tensor, kept: number): Tensor => old.mul(kept).add(value.mul(1 - kept));

  return {
    sgd(given: Given, velocity: Tensor, { momentum, learningRate }: SgdSettings): State {
      const next = velocity.mul(momentum).add(given.gradient);
      return { parameter: moved(given, now(learningRate), next), velocity: next };
    },

    adamW(given: Given, m: Tensor, v: Tensor, { beta1, beta2, epsilon, ...byStep }: AdamWSettings): State {
      const step = now(byStep.step);
      const first = mix(m, given.gradient, beta1);
      const second = mix(v, given.gradient.square(), beta2);
      const root = second
        .div(1 - beta2 ** step)
        .sqrt()
        .add(epsilon);
      return {
        parameter: moved(given, now(byStep.learningRate), first.div(1 - beta1 ** step).div(root)),
        m: first,
        v: second,
      };
    },

    lion(given: Given, m: Tensor, { beta1, beta2, learningRate }: LionSettings): State {
      const direction = mix(m, given.gradient, beta1).sign();
      return { parameter: moved(given, now(learningRate), direction), m: mix(m, given.gradient, beta2) };
    },

    /** `moments`: rows and columns of a matrix, `full` of anything else. */
    adafactor(given: Given, moments: State, { decay, threshold, ...byStep }: AdafactorSettings): State {
      const kept = 1 - now(byStep.step) ** -decay;
      const squares = given.gradient.square().add(1e-30);
      const { rows, columns, full } = moments;
      let next: Record<string, Tensor>;
      let second: Tensor;
      if (rows && columns) {
        const [r, c] = [mix(rows, squares.mean(1), kept), mix(columns, squares.mean(0), kept)];
        next = { rows: r, columns: c };
        second = r.div(r.mean()).expandDims(1).mul(c.expandDims(0));
      } else if (full) {
        second = mix(full, squares, kept);
        next = { full: second };
      } else throw new Error('adafactor: a tensor without moments');
      const update = given.gradient.mul(second.rsqrt());
      const clipped = update.div(tf.maximum(1, update.square().mean().sqrt().div(threshold)));
      return { ...next, parameter: moved(given, now(byStep.learningRate), clipped) };
    },

    /** Matrices [inputs, outputs]. */
    muon(given: Given, momentum: Tensor, { momentum: memory, learningRate }: MuonSettings): State {
      const next = mix(momentum, given.gradient, memory);
      const blend = mix(next, given.gradient, memory);
      const [inputs = 1, outputs = 1] = blend.shape;
      const wide = inputs <= outputs ? blend : blend.transpose();
      let x = wide.div(wide.norm().add(1e-7));
      for (let step = 0; step < 5; step++) {
        const gram = x.matMul(x, false, true);
        const polynomial = gram.mul(-4.775).add(gram.matMul(gram).mul(2.0315));
        x = x.mul(3.4445).add(polynomial.matMul(x));
      }
      const orthogonal = inputs <= outputs ? x : x.transpose();
      const factor = Math.sqrt(Math.max(1, outputs / inputs));
      return { parameter: moved(given, now(learningRate), orthogonal.mul(factor)), momentum: next };
    },
  };
}
