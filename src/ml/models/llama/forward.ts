import type { Tensor } from '@tensorflow/tfjs';
import { packedAttention } from '@/gpu/ops/attention';
import { embedding } from '@/gpu/ops/embedding';
import { linear, linearSiluGate } from '@/gpu/ops/linear';
import { rmsNorm, rmsNormBranch } from '@/gpu/ops/rms-norm';
import { ropeRows } from '@/gpu/ops/rope';
import { inScope } from '@/gpu/scope';
import type { ModelCode } from '../entry';
import { overCache } from '../over-cache';
import { parameter } from '../parameter';
import { residual } from '../residual';
import { llamaShape } from './options';

const TRANSPOSED = { transposeW: true } as const;

/**
 * B batch, T time, C hidden, H heads. x is the residual stream [B * T, C].
 * Pre-norm blocks: x += attention(norm(x)); x += down(silu(gate(norm(x))) * up(norm(x))).
 * Dropout, which the papers leave out, is put where GPT-2 has it: after the embedding and on both branches.
 */
export const llamaCode: ModelCode = {
  cache(shape) {
    const { layers, kvHeads, headSize } = llamaShape(shape);
    return { layers, width: 2 * kvHeads * headSize };
  },
  forward(shape, parameters, { ids, sorted, batchSize, time, dropout, cache, rows }) {
    const { layers, heads, kvHeads, headSize, tied, ropeTheta, normEps, contextLength } = llamaShape(shape);
    const weight = (name: string) => parameter(parameters, `${name}.weight`);
    const norm = (x: Tensor, name: string) => rmsNormBranch(x, weight(name), normEps);
    const { drop, add } = residual(dropout);
    const layout = { batchSize, heads, keyHeads: kvHeads, mask: 'causal' } as const;
    const turned = {
      batchSize,
      heads: heads + kvHeads,
      headSize,
      theta: ropeTheta,
      offset: cache?.offset ?? 0,
      positions: Math.max(contextLength, time),
    };

    const attend = (qkv: Tensor, layer: number): Tensor => {
      const rotated = ropeRows(qkv, turned);
      return cache ? overCache(rotated, cache, layer, layout) : packedAttention(rotated, layout);
    };
    const block = (start: Tensor, layer: number): Tensor => {
      const at = `model.layers.${layer}`;
      const first = norm(start, `${at}.input_layernorm`);
      const mixed = attend(linear(first.normed, weight(`${at}.self_attn.qkv_proj`), TRANSPOSED), layer);
      const middle = add(first.x, mixed, weight(`${at}.self_attn.o_proj`), TRANSPOSED);
      const second = norm(middle, `${at}.post_attention_layernorm`);
      const gated = linearSiluGate(second.normed, weight(`${at}.mlp.gate_up_proj`));
      return add(second.x, gated, weight(`${at}.mlp.down_proj`), TRANSPOSED);
    };

    let x = inScope('embedding', () => drop(embedding(weight('model.embed_tokens'), ids, sorted)));
    for (let layer = 0; layer < layers; layer++) x = inScope(`layer ${layer}`, () => block(x, layer));
    return inScope('head', () => {
      const last = rmsNorm(rows ? embedding(x, rows) : x, weight('model.norm'), normEps);
      return linear(last, weight(tied ? 'model.embed_tokens' : 'lm_head'), TRANSPOSED);
    });
  },
};
