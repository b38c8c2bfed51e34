import { defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { ADAM, type BenchConfig, batchSource, firstWeights, NORM_EPSILON, requireGpt2 } from '../material';
import { loopPeer, type Peer } from './peer';

type Weights = Record<string, np.Array>;

/**
 * GPT-2 in jax-js, the whole training step in one `jit`: forward, gradients, Adam.
 * Arrays are consumed by what they are given to; `.ref` keeps one for another use.
 * B batch, T time, C hidden, H heads, D head size, V vocabulary.
 */
export async function createPeer(config: BenchConfig): Promise<Peer> {
  requireGpt2(config);
  giveIteratorsMap();
  const available = await init('webgpu');
  if (!available.includes('webgpu')) throw new Error('jax-js has no WebGPU here');
  defaultDevice('webgpu');
  const batchAt = batchSource(config);
  const host = firstWeights(config);
  const fill = (of: (size: (typeof host)[number]) => Float32Array<ArrayBuffer>): Weights =>
    Object.fromEntries(host.map((weight) => [weight.name, np.array(of(weight)).reshape([...weight.shape])]));
  let weights = fill(({ data }) => data);
  let first = fill(({ data }) => new Float32Array(data.length));
  let second = fill(({ data }) => new Float32Array(data.length));

  const lossAndGradients = valueAndGrad((w: Weights, ids: np.Array, targets: np.Array) =>
    lossOf(config, w, ids, targets),
  );
  const step = jit((w: Weights, m: Weights, v: Weights, ids: np.Array, targets: np.Array, rate: np.Array) => {
    const [loss, gradients] = lossAndGradients(tree.ref(w), ids, targets);
    return [loss, ...adam(w, gradients as Weights, m, v, rate)] as [np.Array, Weights, Weights, Weights];
  });

  return loopPeer(
    'Adam without weight decay, no gradient clip; token embedding as a product with one-hot rows',
    async (index) => {
      const { inputs, targets } = batchAt(index);
      // Bias corrections folded into the rate (Kingma and Ba 2015, end of section 2).
      const t = index + 1;
      const rate = (ADAM.learningRate * Math.sqrt(1 - ADAM.beta2 ** t)) / (1 - ADAM.beta1 ** t);
      const ids = (values: Int32Array) => np.array(new Int32Array(values), { dtype: np.int32 });
      const [loss, ...state] = step(weights, first, second, ids(inputs), ids(targets), np.array(Float32Array.of(rate)));
      [weights, first, second] = state as [Weights, Weights, Weights];
      const [value] = await loss.data();
      return Number(value);
    },
  );
}

function adam(w: Weights, g: Weights, m: Weights, v: Weights, rate: np.Array): [Weights, Weights, Weights] {
  const { beta1, beta2, epsilon } = ADAM;
  const first: Weights = {};
  const second: Weights = {};
  const next: Weights = {};
  for (const name of Object.keys(w)) {
    const [weight, gradient, mean, square] = [w[name], g[name], m[name], v[name]];
    if (!weight || !gradient || !mean || !square) throw new Error(`no state for ${name}`);
    const newMean = mean.mul(beta1).add(gradient.ref.mul(1 - beta1));
    const newSquare = square.mul(beta2).add(gradient.ref.mul(gradient).mul(1 - beta2));
    next[name] = weight.sub(newMean.ref.mul(rate.ref).div(np.sqrt(newSquare.ref).add(epsilon)));
    first[name] = newMean;
    second[name] = newSquare;
  }
  rate.dispose();
  return [next, first, second];
}

function lossOf(config: BenchConfig, w: Weights, ids: np.Array, targets: np.Array): np.Array {
  const { layers, hidden: C, heads: H, time: T, batch: B, vocabulary: V } = config;
  const named = (name: string): np.Array => {
    const found = w[`transformer.${name}`];
    if (!found) throw new Error(`no weight ${name}`);
    return found;
  };
  const linear = (x: np.Array, name: string) => np.matmul(x, named(`${name}.weight`)).add(named(`${name}.bias`));
  const norm = (x: np.Array, name: string) =>
    nn
      .standardize(x, -1, { epsilon: NORM_EPSILON })
      .mul(named(`${name}.weight`))
      .add(named(`${name}.bias`));
  const attend = (x: np.Array, name: string) => {
    const qkv = linear(x, `${name}.c_attn`).reshape([B, T, 3, H, C / H]);
    const [q, k, v] = [qkv.ref.slice([], [], 0), qkv.ref.slice([], [], 1), qkv.slice([], [], 2)];
    const mixed = nn.dotProductAttention(q, k, v, { isCausal: true });
    return linear(mixed.reshape([B * T, C]), `${name}.c_proj`);
  };
  const feedForward = (x: np.Array, name: string) =>
    linear(nn.gelu(linear(x, `${name}.c_fc`), { approximate: true }), `${name}.c_proj`);

  const table = named('wte.weight');
  // A product, because the gradient of indexing (a scatter) is refused inside `jit` ("scatter input is not imm").
  const tokens = np.matmul(nn.oneHot(ids, V), table.ref);
  let x = tokens
    .reshape([B, T, C])
    .add(named('wpe.weight'))
    .reshape([B * T, C]);
  for (let i = 0; i < layers; i++) {
    x = x.ref.add(attend(norm(x, `h.${i}.ln_1`), `h.${i}.attn`));
    x = x.ref.add(feedForward(norm(x, `h.${i}.ln_2`), `h.${i}.mlp`));
  }
  const logits = np.matmul(norm(x, 'ln_f'), np.matrixTranspose(table));
  return np.mean(nn.logSoftmax(logits, -1).mul(nn.oneHot(targets, V)).sum(-1)).neg();
}

/** jax-js's einsum takes it that iterators have `map` and `filter` (ES2025); Node 20's have not. An array has both and will do for it. */
function giveIteratorsMap(): void {
  const prototype: object = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
  if ('map' in prototype) return;
  Object.defineProperty(prototype, 'map', {
    configurable: true,
    value<A, B>(this: Iterable<A>, change: (item: A) => B) {
      return Array.from(this, (item) => change(item));
    },
  });
}
