import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { ADAM, type BenchConfig, batchSource, firstWeights, requireGpt2 } from '../material';
import { loopPeer, type Peer } from './peer';
import { stockOps } from './stock-ops';

const ops = stockOps(tf);

/**
 * GPT-2 as a user of tfjs 4.22.0 writes it: core ops, tfjs's own autodiff, tfjs's own Adam, on tfjs's own WebGPU backend.
 * B batch, T time, C hidden, H heads, D head size, V vocabulary.
 */
export async function createPeer(config: BenchConfig): Promise<Peer> {
  requireGpt2(config);
  await tf.setBackend('webgpu');
  await tf.ready();
  if (tf.getBackend() !== 'webgpu') throw new Error('tfjs has no WebGPU here');
  const weights = new Map(
    firstWeights(config).map(({ name, shape, data }) => [name, tf.variable(tf.tensor(data, [...shape]))]),
  );
  const optimizer = tf.train.adam(ADAM.learningRate, ADAM.beta1, ADAM.beta2, ADAM.epsilon);
  const mask = tf.keep(ops.causalMask(config.time));
  const batchAt = batchSource(config);

  return loopPeer('Adam without weight decay, no gradient clip', async (index) => {
    const { inputs, targets } = batchAt(index);
    const loss = tf.tidy(() => {
      const ids = tf.tensor2d(inputs, [config.batch, config.time], 'int32');
      const following = tf.tensor1d(targets, 'int32');
      const cost = optimizer.minimize(() => ops.crossEntropy(logitsOf(config, weights, ids, mask), following), true);
      if (!cost) throw new Error('minimize gave no loss');
      return cost;
    });
    const [value] = await loss.data();
    loss.dispose();
    return value ?? Number.NaN;
  });
}

type Weights = ReadonlyMap<string, tf.Variable>;

/** ids [B, T] -> [B * T, V]. */
function logitsOf(config: BenchConfig, weights: Weights, ids: tf.Tensor2D, mask: tf.Tensor): tf.Tensor {
  const { layers, hidden: C, heads: H, time: T, batch: B } = config;
  const named = (name: string): tf.Variable => {
    const found = weights.get(`transformer.${name}`);
    if (!found) throw new Error(`no weight ${name}`);
    return found;
  };
  // The gradient of a product of 3-D by 2-D throws in tfjs, so matrices are 2-D: [B * T, C].
  const linear = (x: tf.Tensor, name: string) => x.matMul(named(`${name}.weight`)).add(named(`${name}.bias`));
  const norm = (x: tf.Tensor, name: string) => ops.layerNorm(x, named(`${name}.weight`), named(`${name}.bias`));
  const attend = (x: tf.Tensor, name: string) => {
    const D = C / H;
    const split = linear(x, `${name}.c_attn`).reshape([B, T, 3, H, D]).transpose([2, 0, 3, 1, 4]);
    const [q, k, v] = tf.unstack(split) as [tf.Tensor, tf.Tensor, tf.Tensor];
    return linear(
      ops
        .attention(q, k, v, mask)
        .transpose([0, 2, 1, 3])
        .reshape([B * T, C]),
      `${name}.c_proj`,
    );
  };
  const feedForward = (x: tf.Tensor, name: string) => linear(ops.gelu(linear(x, `${name}.c_fc`)), `${name}.c_proj`);

  let x: tf.Tensor = named('wte.weight')
    .gather(ids)
    .add(named('wpe.weight'))
    .reshape([B * T, C]);
  for (let i = 0; i < layers; i++) {
    x = x.add(attend(norm(x, `h.${i}.ln_1`), `h.${i}.attn`));
    x = x.add(feedForward(norm(x, `h.${i}.ln_2`), `h.${i}.mlp`));
  }
  return norm(x, 'ln_f').matMul(named('wte.weight'), false, true);
}
