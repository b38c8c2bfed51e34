import * as tf from '@tensorflow/tfjs';
import { attention } from '@/gpu/ops/attention';
import { embedding } from '@/gpu/ops/embedding';
import { gelu } from '@/gpu/ops/gelu';
import { layerNorm } from '@/gpu/ops/layer-norm';
import { linear } from '@/gpu/ops/linear';
import { mergeHeads, splitHeads } from '@/gpu/ops/split-heads';
import { dropoutPlaces } from '../dropout-places';
import type { LayerCache, ModelCode } from '../entry';
import { parameter } from '../parameter';
import { gpt2Shape } from './options';

/** What `splitHeads` gives for three counts of heads. */
type Three = [tf.Tensor, tf.Tensor, tf.Tensor];

/**
 * B batch, T time, C hidden, H heads, D head size, S cached + new positions. x is the residual stream [B * T, C].
 * Pre-norm blocks: x += attention(norm(x)); x += project(gelu(expand(norm(x)))). Dropout in GPT-2's places (embedding, both branches);
 * not on attention weights, which a fused attention never holds.
 */
export const gpt2Code: ModelCode = {
  forward(shape, parameters, { ids, sorted, batchSize: B, time: T, dropout, cache, wantCache }) {
    const { layers, heads, hidden: C, normEps } = gpt2Shape(shape);
    const named = (name: string) => parameter(parameters, `transformer.${name}`);
    const norm = (x: tf.Tensor, name: string) => layerNorm(x, named(`${name}.weight`), named(`${name}.bias`), normEps);
    const conv1d = (x: tf.Tensor, name: string) =>
      linear(x, named(`${name}.weight`), { transposeW: false, bias: named(`${name}.bias`) });
    const drop = dropoutPlaces(dropout);
    const offset = cache?.[0]?.keys.shape[2] ?? 0;
    const newCache: LayerCache[] = [];

    const embed = (): tf.Tensor => {
      const tokens = embedding(named('wte.weight'), ids, sorted).reshape([B, T, C]);
      const positions = named('wpe.weight').slice([offset, 0], [T, C]);
      return tokens.add(positions).reshape([B * T, C]);
    };
    const attend = (x: tf.Tensor, layer: number): tf.Tensor => {
      const qkv = conv1d(x, `h.${layer}.attn.c_attn`);
      const [q, newKeys, newValues] = splitHeads(qkv, { batchSize: B, heads: [heads, heads, heads] }) as Three;
      let keys = newKeys;
      let values = newValues;
      const past = cache?.[layer];
      if (past) {
        keys = tf.concat([past.keys, keys], 2);
        values = tf.concat([past.values, values], 2);
      }
      if (wantCache) newCache.push({ keys: tf.keep(keys), values: tf.keep(values) });
      return conv1d(mergeHeads(attention(q, keys, values, { offset })), `h.${layer}.attn.c_proj`);
    };
    const feedForward = (x: tf.Tensor, layer: number): tf.Tensor =>
      conv1d(gelu(conv1d(x, `h.${layer}.mlp.c_fc`)), `h.${layer}.mlp.c_proj`);

    let x = drop(tf.tidy(embed));
    for (let layer = 0; layer < layers; layer++) {
      // A block's own tidy: what its backward pass does not need is freed at once.
      x = tf.tidy(() => {
        const mid = x.add(drop(attend(norm(x, `h.${layer}.ln_1`), layer)));
        return mid.add(drop(feedForward(norm(mid, `h.${layer}.ln_2`), layer)));
      });
    }
    const logits = linear(norm(x, 'ln_f'), named('wte.weight'), { transposeW: true });
    return wantCache ? { logits, cache: newCache } : { logits };
  },
};
