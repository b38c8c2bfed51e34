import type * as Tfjs from '@tensorflow/tfjs';
import { NORM_EPSILON } from '../material';

type Tensor = Tfjs.Tensor;

/**
 * The parts of a Transformer as a user of tfjs composes them from its ops. In `stock.ts` they make a model, in `ops/` they are measured alone,
 * there with the studio's copy of tfjs: hence the parameter.
 */
export function stockOps(tf: typeof Tfjs) {
  /** [T, T]: 0 where a row may look, very small where not. */
  const causalMask = (time: number): Tensor =>
    tf.tidy(() =>
      tf.linalg
        .bandPart(tf.ones([time, time]), -1, 0)
        .sub(1)
        .mul(1e9),
    );

  return {
    causalMask,
    /** Rows of x [N, C]; gamma, beta [C]. */
    layerNorm(x: Tensor, gamma: Tensor, beta: Tensor): Tensor {
      const { mean, variance } = tf.moments(x, -1, true);
      return x.sub(mean).div(variance.add(NORM_EPSILON).sqrt()).mul(gamma).add(beta);
    },
    /** q, k, v [B, H, T, D]; `mask` is `causalMask(T)`. */
    attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor): Tensor {
      const scores = q.matMul(k, false, true).mul(1 / Math.sqrt(q.shape[3] ?? 1));
      return tf.softmax(scores.add(mask)).matMul(v);
    },
    /** The tanh form, as in GPT-2. */
    gelu(x: Tensor): Tensor {
      const inner = x.add(x.mul(x).mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
      return x.mul(0.5).mul(inner.tanh().add(1));
    },
    /** Mean over rows of logits [N, V]; targets [N] int32. */
    crossEntropy(logits: Tensor, targets: Tensor): Tfjs.Scalar {
      const labels = tf.oneHot(targets as Tfjs.Tensor1D, logits.shape[1] ?? 0);
      // A reduction over everything leaves a scalar, which the declared type does not say.
      return tf.losses.softmaxCrossEntropy(labels, logits) as Tfjs.Scalar;
    },
  };
}
