import type { Tensor } from '@tensorflow/tfjs';
import { packedAttention } from '@/gpu/ops/attention';
import { embedding, embedPositions } from '@/gpu/ops/embedding';
import { layerNorm, layerNormBranch } from '@/gpu/ops/layer-norm';
import { linear, linearGelu } from '@/gpu/ops/linear';
import { inScope } from '@/gpu/scope';
import type { ModelCode } from '../entry';
import { overCache } from '../over-cache';
import { parameter } from '../parameter';
import { residual } from '../residual';
import { gpt2Shape } from './options';

/**
 * B batch, T time, C hidden, H heads. x is the residual stream [B * T, C].
 * Pre-norm blocks: x += attention(norm(x)); x += project(gelu(expand(norm(x)))). Dropout in GPT-2's places (embedding, both branches);
 * not on attention weights, which a fused attention never holds.
 */
export const gpt2Code: ModelCode = {
  cache(shape) {
    const { layers, hidden } = gpt2Shape(shape);
    return { layers, width: 2 * hidden };
  },
  forward(shape, parameters, { ids, sorted, batchSize, time, dropout, cache, rows }) {
    const { layers, heads, normEps } = gpt2Shape(shape);
    const named = (name: string) => parameter(parameters, `transformer.${name}`);
    const norm = (x: Tensor, name: string) =>
      layerNormBranch(x, named(`${name}.weight`), named(`${name}.bias`), normEps);
    const conv1d = (name: string) =>
      [named(`${name}.weight`), { transposeW: false, bias: named(`${name}.bias`) }] as const;
    const { drop, add } = residual(dropout);
    const layout = { batchSize, heads, keyHeads: heads, mask: 'causal' } as const;

    const attend = (qkv: Tensor, layer: number): Tensor =>
      cache ? overCache(qkv, cache, layer, layout) : packedAttention(qkv, layout);
    const block = (start: Tensor, layer: number): Tensor => {
      const at = `h.${layer}`;
      const first = norm(start, `${at}.ln_1`);
      const mixed = attend(linear(first.normed, ...conv1d(`${at}.attn.c_attn`)), layer);
      const second = norm(add(first.x, mixed, ...conv1d(`${at}.attn.c_proj`)), `${at}.ln_2`);
      return add(second.x, linearGelu(second.normed, ...conv1d(`${at}.mlp.c_fc`)), ...conv1d(`${at}.mlp.c_proj`));
    };

    let x = inScope('embedding', () =>
      drop(
        embedPositions(named('wte.weight'), named('wpe.weight'), ids, sorted, {
          batchSize,
          time,
          offset: cache?.offset ?? 0,
        }),
      ),
    );
    for (let layer = 0; layer < layers; layer++) x = inScope(`layer ${layer}`, () => block(x, layer));
    return inScope('head', () => {
      const last = rows ? embedding(x, rows) : x;
      const normed = layerNorm(last, named('ln_f.weight'), named('ln_f.bias'), normEps);
      return linear(normed, named('wte.weight'), { transposeW: true });
    });
  },
};
