import { Rng } from '@/base/rng';
import { type FlatLayout, flatLayout } from '../layout';

/** Parts below, at and over the size of a block, none of them a multiple of a workgroup; some decayed, some not. */
export const ODD_PARTS: FlatLayout = flatLayout([
  { name: 'one', shape: [1] },
  { name: 'below', shape: [63] },
  { name: 'block', shape: [8, 8] },
  { name: 'above', shape: [5, 13] },
  { name: 'odd', shape: [131] },
  { name: 'several', shape: [3, 100] },
]);
export const ODD_DECAYED: ReadonlySet<string> = new Set(['one', 'block', 'several']);

/** A flat array with normal numbers times `scale` in its parts and `gap` everywhere else. */
export function flatFloats(layout: FlatLayout, seed: number, scale = 1, gap = Number.NaN): Float32Array {
  const rng = new Rng(seed);
  return flatOf(layout, () => scale * rng.normal(), gap);
}

/** A flat array with what `draw` gives in its parts and `gap` everywhere else. */
export function flatOf(layout: FlatLayout, draw: () => number, gap = Number.NaN): Float32Array {
  const flat = new Float32Array(layout.size).fill(gap);
  for (const { offset, size } of layout.parts) for (let i = offset; i < offset + size; i++) flat[i] = draw();
  return flat;
}

/** What lies in the parts, and what between them, in order. */
export function partsAndGaps(flat: ArrayLike<number>, { parts }: FlatLayout): { parts: number[]; gaps: number[] } {
  const inPart = new Uint8Array(flat.length);
  for (const { offset, size } of parts) inPart.fill(1, offset, offset + size);
  const all = Array.from(flat);
  return { parts: all.filter((_, i) => inPart[i] === 1), gaps: all.filter((_, i) => inPart[i] === 0) };
}
