import * as tf from '@tensorflow/tfjs';
import { attention } from '@/gpu/ops/attention';
import { embedding } from '@/gpu/ops/embedding';
import { linear } from '@/gpu/ops/linear';
import { rmsNorm } from '@/gpu/ops/rms-norm';
import { rope } from '@/gpu/ops/rope';
import { siluGate } from '@/gpu/ops/silu-gate';
import { mergeHeads, splitHeads } from '@/gpu/ops/split-heads';
import { dropoutPlaces } from '../dropout-places';
import type { LayerCache, ModelCode } from '../entry';
import { parameter } from '../parameter';
import { llamaShape } from './options';

/**
 * B batch, T time, C hidden, H heads, D head size, S cached + new positions. x is the residual stream [B * T, C].
 * Pre-norm blocks: x += attention(norm(x)); x += down(silu(gate(norm(x))) * up(norm(x))).
 * Dropout, which the papers leave out, is put where GPT-2 has it: after the embedding and on both branches.
 */
export const llamaCode: ModelCode = {
  forward(shape, parameters, { ids, sorted, batchSize: B, dropout, cache, wantCache }) {
    const { layers, heads, kvHeads, tied, ropeTheta, normEps } = llamaShape(shape);
    const weight = (name: string) => parameter(parameters, `${name}.weight`);
    const project = (x: tf.Tensor, name: string) => linear(x, weight(name), { transposeW: true });
    const projectHeads = (x: tf.Tensor, name: string, count: number) => {
      const [part] = splitHeads(project(x, name), { batchSize: B, heads: [count] });
      return part as tf.Tensor;
    };
    const drop = dropoutPlaces(dropout);
    const offset = cache?.[0]?.keys.shape[2] ?? 0;
    const newCache: LayerCache[] = [];

    const attend = (x: tf.Tensor, layer: number): tf.Tensor => {
      const at = `model.layers.${layer}.self_attn`;
      const q = rope(projectHeads(x, `${at}.q_proj`, heads), ropeTheta, offset);
      let keys = rope(projectHeads(x, `${at}.k_proj`, kvHeads), ropeTheta, offset);
      let values = projectHeads(x, `${at}.v_proj`, kvHeads);
      const past = cache?.[layer];
      if (past) {
        keys = tf.concat([past.keys, keys], 2);
        values = tf.concat([past.values, values], 2);
      }
      if (wantCache) newCache.push({ keys: tf.keep(keys), values: tf.keep(values) });
      return project(mergeHeads(attention(q, keys, values, { offset })), `${at}.o_proj`);
    };
    const feedForward = (x: tf.Tensor, layer: number): tf.Tensor => {
      const at = `model.layers.${layer}.mlp`;
      return project(siluGate(project(x, `${at}.gate_proj`), project(x, `${at}.up_proj`)), `${at}.down_proj`);
    };

    let x = drop(embedding(weight('model.embed_tokens'), ids, sorted));
    for (let layer = 0; layer < layers; layer++) {
      // A block's own tidy: what its backward pass does not need is freed at once.
      x = tf.tidy(() => {
        const at = `model.layers.${layer}`;
        const mid = x.add(drop(attend(rmsNorm(x, weight(`${at}.input_layernorm`), normEps), layer)));
        return mid.add(drop(feedForward(rmsNorm(mid, weight(`${at}.post_attention_layernorm`), normEps), layer)));
      });
    }
    const last = rmsNorm(x, weight('model.norm'), normEps);
    const logits = project(last, tied ? 'model.embed_tokens' : 'lm_head');
    return wantCache ? { logits, cache: newCache } : { logits };
  },
};
