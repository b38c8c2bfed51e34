import type { Tensor } from '@tensorflow/tfjs';
import { mixed } from '../../precision';
import { now, type StepNumber } from '../../step-number';
import { forward } from './kernels';
import { planOf } from './plans';
import type { Layout } from './rows';

export interface RowAttentionOptions {
  readonly batchSize: number;
  /** H. */
  readonly heads: number;
  /** Hkv, which divides H: query head h takes key head floor(h / (H / Hkv)). */
  readonly keyHeads: number;
  /** `causal`: row t sees keys 0 .. t + offset. */
  readonly mask: 'causal' | 'full';
  /** int32 [B]: how many keys of each batch entry are there; the rest are padding. All where missing. A row that sees none gives zeros. */
  readonly keyLengths?: Tensor;
}

/**
 * Scaled dot-product attention (Vaswani et al. 2017, equation 1) with grouped heads (Ainslie et al. 2023), computed without a T x T matrix
 * in memory, forward and backward (Dao et al. 2022; Dao 2023, algorithms 1 and 2). B batch, T time, H heads, D head size up to 256.
 *
 * qkv [B * T, (H + 2 Hkv) * D]: columns are H heads of queries, Hkv of keys, Hkv of values -> [B * T, H * D]. One dispatch forward, two
 * backward; under mixed precision the result is f16.
 */
export function packedAttention(qkv: Tensor, options: RowAttentionOptions): Tensor {
  return overRows('packed', { q: qkv }, { ...options, offset: 0 });
}

/**
 * As `packedAttention`, from q [B * T, H * D] and k, v [B * S, Hkv * D] -> [B * T, H * D]: cross attention with `mask: 'full'`, or causal
 * where row t sees keys 0 .. t + offset. Keys beyond are not read, so S may be the capacity of a buffer that is filled up to there.
 */
export function rowAttention(
  q: Tensor,
  k: Tensor,
  v: Tensor,
  options: RowAttentionOptions & { readonly offset?: StepNumber },
): Tensor {
  return overRows('separate', { q, k, v }, { offset: 0, ...options });
}

/**
 * Causal attention of new rows over a key/value cache: queries from the columns of qkv [B * T, (H + 2 Hkv) * D], keys and values from
 * cache [B * S, 2 * Hkv * D] (keys' columns, then values'), in which the new rows are already at offset .. (`appendKeyValues`). Row t sees
 * rows 0 .. t + offset; those beyond are not read. -> [B * T, H * D]. Not differentiable.
 */
export function cachedAttention(
  qkv: Tensor,
  cache: Tensor,
  options: Omit<RowAttentionOptions, 'mask'> & { readonly offset: StepNumber },
): Tensor {
  return overRows('cached', { q: qkv, k: cache }, { ...options, mask: 'causal' });
}

function overRows(
  layout: Layout,
  operands: Readonly<Partial<Record<'q' | 'k' | 'v', Tensor>>>,
  options: RowAttentionOptions & { readonly offset: StepNumber },
  half = mixed(),
): Tensor {
  const { batchSize, heads, keyHeads, mask, keyLengths, offset } = options;
  const settings = { layout, batch: batchSize, heads, keyHeads, causal: mask === 'causal' };
  const inputs = keyLengths ? { ...operands, lengths: keyLengths } : operands;
  const plan = planOf({
    phase: 'forward',
    settings,
    half,
    inputs,
    again: ({ lengths, ...others }) => {
      const rowsOf = (tensor?: Tensor) => (tensor?.shape[0] ?? 0) / batchSize;
      // A cache that is full, however full this one is.
      const seen = layout === 'cached' ? rowsOf(others.k) - rowsOf(others.q) : now(offset);
      return overRows(layout, others, { ...options, offset: seen, ...(lengths ? { keyLengths: lengths } : {}) }, half);
    },
  });
  const run = forward[layout][keyLengths ? 'padded' : 'all'];
  return run(inputs, { ...settings, offset, plan, half })[0] as Tensor;
}
