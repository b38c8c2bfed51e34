import type { Tensor } from '@tensorflow/tfjs';
import { cachedAttention } from '@/gpu/ops/attention';
import { appendKeyValues } from '@/gpu/ops/key-value-cache';
import type { KeyValueCache } from './entry';

/** Attention of new rows [B * T, (H + 2 Hkv) * D] over all that a layer's cache holds, themselves included: their keys and values join it. */
export function overCache(
  qkv: Tensor,
  { layers, offset }: KeyValueCache,
  layer: number,
  heads: { readonly batchSize: number; readonly heads: number; readonly keyHeads: number },
): Tensor {
  const cache = layers[layer];
  if (!cache) throw new Error(`no cache for layer ${layer}`);
  appendKeyValues(cache, qkv, { ...heads, offset });
  return cachedAttention(qkv, cache, { ...heads, offset });
}
