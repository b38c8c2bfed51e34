import { addTo, at, type Numbers } from '../../numbers';

export interface AttentionSizes {
  readonly batch: number;
  readonly heads: number;
  readonly keyHeads: number;
  readonly time: number;
  readonly keys: number;
  readonly headSize: number;
  readonly offset: number;
}

/** softmax(q k^T / sqrt(D)) v, row t over keys 0 .. t + offset, query head h with key head h div (H / Hkv): straight from the formula. */
export function attentionReference(q: Numbers, k: Numbers, v: Numbers, sizes: AttentionSizes): Numbers {
  const { batch, heads, keyHeads, time, keys, headSize, offset } = sizes;
  const out = new Float64Array(q.length);
  for (let bh = 0; bh < batch * heads; bh++) {
    const group = Math.floor(bh / heads) * keyHeads + Math.floor(((bh % heads) * keyHeads) / heads);
    for (let t = 0; t < time; t++) {
      const row = (bh * time + t) * headSize;
      const scores = Array.from({ length: Math.min(keys, t + offset + 1) }, (_, s) => {
        let dot = 0;
        for (let d = 0; d < headSize; d++) dot += at(q, row + d) * at(k, (group * keys + s) * headSize + d);
        return dot / Math.sqrt(headSize);
      });
      const max = Math.max(...scores);
      const weights = scores.map((score) => Math.exp(score - max));
      const sum = weights.reduce((total, weight) => total + weight, 0);
      weights.forEach((weight, s) => {
        for (let d = 0; d < headSize; d++)
          addTo(out, row + d, (weight / sum) * at(v, (group * keys + s) * headSize + d));
      });
    }
  }
  return out;
}
