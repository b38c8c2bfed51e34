import { at, type Numbers } from '../../numbers';

export interface HeadsLayout {
  readonly batch: number;
  readonly time: number;
  /** Heads of each part, in column order. */
  readonly heads: readonly number[];
  readonly headSize: number;
}

/** Columns of x [B * T, sum(heads) * D] cut into parts [B, heads, T, D]. */
export function splitHeadsReference(x: Numbers, { batch, time, heads, headSize }: HeadsLayout): Numbers[] {
  const all = heads.reduce((sum, n) => sum + n, 0);
  let skipped = 0;
  return heads.map((count) => {
    const first = skipped;
    skipped += count;
    const part = new Float64Array(batch * count * time * headSize);
    for (let i = 0; i < part.length; i++) {
      const d = i % headSize;
      const t = Math.floor(i / headSize) % time;
      const h = Math.floor(i / (headSize * time)) % count;
      const b = Math.floor(i / (headSize * time * count));
      part[i] = at(x, ((b * time + t) * all + first + h) * headSize + d);
    }
    return part;
  });
}

/** The inverse: parts [B, heads, T, D] side by side in [B * T, sum(heads) * D]. */
export function mergeHeadsReference(parts: readonly Numbers[], { batch, time, heads, headSize }: HeadsLayout): Numbers {
  const all = heads.reduce((sum, n) => sum + n, 0);
  const x = new Float64Array(batch * time * all * headSize);
  let first = 0;
  parts.forEach((part, p) => {
    const count = heads[p] ?? 0;
    for (let i = 0; i < part.length; i++) {
      const d = i % headSize;
      const t = Math.floor(i / headSize) % time;
      const h = Math.floor(i / (headSize * time)) % count;
      const b = Math.floor(i / (headSize * time * count));
      x[((b * time + t) * all + first + h) * headSize + d] = at(part, i);
    }
    first += count;
  });
  return x;
}
